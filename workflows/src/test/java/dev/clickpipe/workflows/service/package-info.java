/** Services on an in-memory server. */
@NullMarked
package dev.clickpipe.workflows.service;

import org.jspecify.annotations.NullMarked;
