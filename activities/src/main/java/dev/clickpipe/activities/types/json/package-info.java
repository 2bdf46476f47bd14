/** MySQL's JSON: its binary form in the binlog, and the text that the server makes of it. */
@NullMarked
package dev.clickpipe.activities.types.json;

import org.jspecify.annotations.NullMarked;
