/**
 * Source types: each parsed once, and one codec per type that writes the same destination bytes from the snapshot's
 * form and from the binlog's form.
 */
@NullMarked
package dev.clickpipe.activities.types;

import org.jspecify.annotations.NullMarked;
