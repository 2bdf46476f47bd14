/** The stage for tests: an in-memory Temporal server, a control worker, and activities that do as they are told. */
@NullMarked
package dev.clickpipe.workflows.testing;

import org.jspecify.annotations.NullMarked;
