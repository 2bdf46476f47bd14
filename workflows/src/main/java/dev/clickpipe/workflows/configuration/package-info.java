/** How a process of ours is configured: names of the settings, read once, everything that is wrong told at once. */
@NullMarked
package dev.clickpipe.workflows.configuration;

import org.jspecify.annotations.NullMarked;
