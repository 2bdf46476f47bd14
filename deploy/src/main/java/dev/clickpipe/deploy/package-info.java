/** The commands that people run: quickstart, compare, pipe, bench. */
@NullMarked
package dev.clickpipe.deploy;

import org.jspecify.annotations.NullMarked;
