/** How services get and keep their workers, on all parts as they are run. */
@NullMarked
package dev.clickpipe.deploy.service;

import org.jspecify.annotations.NullMarked;
