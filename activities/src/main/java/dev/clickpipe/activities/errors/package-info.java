/** Errors: every exception of a driver or client becomes, once and at the edge, a kind with a remedy. */
@NullMarked
package dev.clickpipe.activities.errors;

import org.jspecify.annotations.NullMarked;
