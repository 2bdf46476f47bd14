/**
 * The servers and processes a pipe needs, one class per part, started, watched and stopped by one launcher.
 */
@NullMarked
package dev.clickpipe.deploy.parts;

import org.jspecify.annotations.NullMarked;
