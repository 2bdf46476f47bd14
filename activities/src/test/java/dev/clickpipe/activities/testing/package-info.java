/** What tests share: a fresh database at a real source, and one at a real ClickHouse. */
@NullMarked
package dev.clickpipe.activities.testing;

import org.jspecify.annotations.NullMarked;
