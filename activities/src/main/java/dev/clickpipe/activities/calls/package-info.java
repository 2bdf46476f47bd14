/** How an activity is called: it beats while it works, and its errors come out classified. */
@NullMarked
package dev.clickpipe.activities.calls;

import org.jspecify.annotations.NullMarked;
