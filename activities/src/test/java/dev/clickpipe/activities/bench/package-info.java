/** Benchmarks; no part of the tests. */
@NullMarked
package dev.clickpipe.activities.bench;

import org.jspecify.annotations.NullMarked;
