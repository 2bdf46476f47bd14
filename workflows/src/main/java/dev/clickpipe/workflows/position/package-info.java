/** Where a stream stands in the binlog of its source, and the versions of rows that follow from it. */
@NullMarked
package dev.clickpipe.workflows.position;

import org.jspecify.annotations.NullMarked;
