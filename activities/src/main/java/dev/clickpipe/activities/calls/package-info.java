/** How an activity is called: it beats while it works, its errors come out classified, and it lets go when its worker ends. */
@NullMarked
package dev.clickpipe.activities.calls;

import org.jspecify.annotations.NullMarked;
