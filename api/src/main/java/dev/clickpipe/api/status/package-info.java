/** Whether the process lives and can serve, and its figures for Prometheus. */
@NullMarked
package dev.clickpipe.api.status;

import org.jspecify.annotations.NullMarked;
