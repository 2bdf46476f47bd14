/** Measurements of what this project promises, each against its target. */
@NullMarked
package dev.clickpipe.deploy.bench;

import org.jspecify.annotations.NullMarked;
