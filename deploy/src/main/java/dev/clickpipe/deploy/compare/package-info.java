/**
 * Whether a destination holds exactly the rows of its source, found out from the two databases alone.
 *
 * <p>
 * It shares no code with the modules that copy, because a mistake that both made would not be seen. Both servers render
 * their own values as text, both deliver their rows in the order of the source's key, and one pass over the two streams
 * finds what is missing, extra or different, in memory that does not grow with the tables.
 */
@NullMarked
package dev.clickpipe.deploy.compare;

import org.jspecify.annotations.NullMarked;
