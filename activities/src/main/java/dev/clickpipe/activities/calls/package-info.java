/** How an activity is called: it heartbeats while it works, its errors come out classified, and it releases its work when its worker ends. */
@NullMarked
package dev.clickpipe.activities.calls;

import org.jspecify.annotations.NullMarked;
