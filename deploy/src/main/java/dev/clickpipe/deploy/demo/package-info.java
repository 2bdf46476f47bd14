/** A shop: a source database to look at, made in seconds, and the people who keep buying in it. */
@NullMarked
package dev.clickpipe.deploy.demo;

import org.jspecify.annotations.NullMarked;
