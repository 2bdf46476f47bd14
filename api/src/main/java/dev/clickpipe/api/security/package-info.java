/** Who may call: HTTP Basic with the configured keys. */
@NullMarked
package dev.clickpipe.api.security;

import org.jspecify.annotations.NullMarked;
