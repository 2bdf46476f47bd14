/** How a load is split: ranges of a key, found through its index, as conditions of statements. */
@NullMarked
package dev.clickpipe.activities.snapshot.partition;

import org.jspecify.annotations.NullMarked;
