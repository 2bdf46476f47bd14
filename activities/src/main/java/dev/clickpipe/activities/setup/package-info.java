/** What happens before the first row: destination tables are made, definitions recorded, the start position taken. */
@NullMarked
package dev.clickpipe.activities.setup;

import org.jspecify.annotations.NullMarked;
