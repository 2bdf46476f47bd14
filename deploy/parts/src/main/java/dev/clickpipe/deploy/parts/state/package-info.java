/**
 * The state folder: who owns it, where the parts answer, which processes run.
 */
@NullMarked
package dev.clickpipe.deploy.parts.state;

import org.jspecify.annotations.NullMarked;
