/** Passwords: sealed where they enter with a public key, opened only where a connection is made. */
@NullMarked
package dev.clickpipe.workflows.secrets;

import org.jspecify.annotations.NullMarked;
