/**
 * The MySQL and MariaDB servers that pipes read from.
 */
@NullMarked
package dev.clickpipe.deploy.parts.source;

import org.jspecify.annotations.NullMarked;
