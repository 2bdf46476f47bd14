/** Workflows by hand that keep the contract and touch no database. */
@NullMarked
package dev.clickpipe.api.stubs;

import org.jspecify.annotations.NullMarked;
