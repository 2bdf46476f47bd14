/** The snapshot's hands: a table is cut into ranges of its key, each read and written on its own. */
@NullMarked
package dev.clickpipe.activities.snapshot;

import org.jspecify.annotations.NullMarked;
