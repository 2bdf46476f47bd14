/** The comparison, on real servers and on its own. */
@NullMarked
package dev.clickpipe.deploy.compare;

import org.jspecify.annotations.NullMarked;
