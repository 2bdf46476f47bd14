/** A pipe as a file, so that people keep pipes in version control: its text, what is filled in, and what differs. */
@NullMarked
package dev.clickpipe.deploy.file;

import org.jspecify.annotations.NullMarked;
