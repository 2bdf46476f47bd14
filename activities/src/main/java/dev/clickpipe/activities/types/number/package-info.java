/** Codecs of numbers: integers, booleans, decimals, floating point. */
@NullMarked
package dev.clickpipe.activities.types.number;

import org.jspecify.annotations.NullMarked;
