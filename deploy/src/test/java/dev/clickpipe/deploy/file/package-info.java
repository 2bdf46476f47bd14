/** A pipe as a file, read and written and through the service. */
@NullMarked
package dev.clickpipe.deploy.file;

import org.jspecify.annotations.NullMarked;
