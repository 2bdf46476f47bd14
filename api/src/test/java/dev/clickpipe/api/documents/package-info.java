/** Whether the documents say what the code does: names, defaults, ranges, metrics, kinds of errors, links. */
@NullMarked
package dev.clickpipe.api.documents;

import org.jspecify.annotations.NullMarked;
