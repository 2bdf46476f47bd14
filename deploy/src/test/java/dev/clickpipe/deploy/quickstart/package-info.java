/** The demo run as people run it: as a program of its own. */
@NullMarked
package dev.clickpipe.deploy.quickstart;

import org.jspecify.annotations.NullMarked;
