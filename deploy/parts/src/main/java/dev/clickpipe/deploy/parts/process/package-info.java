/**
 * Child processes that end with the launcher, and what it takes to start them: programs, ports, readiness.
 */
@NullMarked
package dev.clickpipe.deploy.parts.process;

import org.jspecify.annotations.NullMarked;
