/**
 * The stream: a lease on one pipe's position, during which the binlog is read, decoded into batches, written, and only
 * then the position moved.
 */
@NullMarked
package dev.clickpipe.activities.stream;

import org.jspecify.annotations.NullMarked;
