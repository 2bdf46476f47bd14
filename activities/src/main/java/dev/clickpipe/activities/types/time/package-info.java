/** Codecs of dates and times. */
@NullMarked
package dev.clickpipe.activities.types.time;

import org.jspecify.annotations.NullMarked;
