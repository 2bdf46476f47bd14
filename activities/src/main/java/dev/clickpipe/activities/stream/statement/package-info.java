/** Statements in the stream: which followed tables each one stops. */
@NullMarked
package dev.clickpipe.activities.stream.statement;

import org.jspecify.annotations.NullMarked;
