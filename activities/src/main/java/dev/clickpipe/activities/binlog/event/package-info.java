/** Events of the binlog: raw bytes as the server sends them, and what they say to a replicating reader. */
@NullMarked
package dev.clickpipe.activities.binlog.event;

import org.jspecify.annotations.NullMarked;
