/** What a pipe remembers while it lives, and how people see it: requests, journal, details, search attributes. */
@NullMarked
package dev.clickpipe.workflows.memory;

import org.jspecify.annotations.NullMarked;
