/** Workers are killed at every fault point, and rows are compared afterwards. */
@NullMarked
package dev.clickpipe.deploy.faults;

import org.jspecify.annotations.NullMarked;
