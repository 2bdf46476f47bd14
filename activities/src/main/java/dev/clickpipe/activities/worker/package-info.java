/** The process that hosts workflows and activities, and the provisioners that keep such processes alive. */
@NullMarked
package dev.clickpipe.activities.worker;

import org.jspecify.annotations.NullMarked;
