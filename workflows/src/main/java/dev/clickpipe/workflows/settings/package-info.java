/** What a person configures of a pipe: where it reads, what it reads, where to and how. */
@NullMarked
package dev.clickpipe.workflows.settings;

import org.jspecify.annotations.NullMarked;
