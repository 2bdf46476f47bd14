/** What people ask a pipe to become: each kind of change with what it makes of the configuration and when it is refused. */
@NullMarked
package dev.clickpipe.workflows.changes;

import org.jspecify.annotations.NullMarked;
