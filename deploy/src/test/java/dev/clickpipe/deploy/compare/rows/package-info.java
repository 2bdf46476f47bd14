/** How cells are read, without servers. */
@NullMarked
package dev.clickpipe.deploy.compare.rows;

import org.jspecify.annotations.NullMarked;
