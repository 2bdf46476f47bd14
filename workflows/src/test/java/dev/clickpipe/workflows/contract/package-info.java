/** What crosses a wire does so without loss, and nothing forbidden is used. */
@NullMarked
package dev.clickpipe.workflows.contract;

import org.jspecify.annotations.NullMarked;
