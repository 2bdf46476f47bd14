/**
 * Programs that are fetched once and kept: where they come from and how they get into the cache whole.
 */
@NullMarked
package dev.clickpipe.deploy.parts.cache;

import org.jspecify.annotations.NullMarked;
