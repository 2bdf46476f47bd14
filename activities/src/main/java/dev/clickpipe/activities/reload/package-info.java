/** Tables loaded beside those that people read: where to, from when on, and how they take their places. */
@NullMarked
package dev.clickpipe.activities.reload;

import org.jspecify.annotations.NullMarked;
