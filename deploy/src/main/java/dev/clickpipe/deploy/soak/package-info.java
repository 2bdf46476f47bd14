/** Random lives of a pipe under writes, each repeated by its seed: whatever was asked for, all rows are there at the end. */
@NullMarked
package dev.clickpipe.deploy.soak;

import org.jspecify.annotations.NullMarked;
