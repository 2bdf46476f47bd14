/** The rows of both sides as they stream in, each a list of cells in bytes, and the order of their keys. */
@NullMarked
package dev.clickpipe.deploy.compare.rows;

import org.jspecify.annotations.NullMarked;
