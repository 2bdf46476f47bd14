/** What a command shows while it works: redrawn in place on a terminal, in plain lines, or as JSON. */
@NullMarked
package dev.clickpipe.deploy.view;

import org.jspecify.annotations.NullMarked;
