/** Every call of an activity: its stubs, each limit with its reason, and how a call ends. */
@NullMarked
package dev.clickpipe.workflows.calls;

import org.jspecify.annotations.NullMarked;
