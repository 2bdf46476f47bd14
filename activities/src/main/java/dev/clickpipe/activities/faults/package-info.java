/** Places where a test kills the process, to show that nothing is lost there. */
@NullMarked
package dev.clickpipe.activities.faults;

import org.jspecify.annotations.NullMarked;
