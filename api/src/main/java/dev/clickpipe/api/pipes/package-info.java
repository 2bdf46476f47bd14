/** Pipes over HTTP: create, read, start, stop, delete, and how far they are. */
@NullMarked
package dev.clickpipe.api.pipes;

import org.jspecify.annotations.NullMarked;
