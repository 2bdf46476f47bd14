/** The process: reads its settings, then serves the wire contract until it is ended. */
@NullMarked
package dev.clickpipe.api;

import org.jspecify.annotations.NullMarked;
