/** What the tests of all commands use. */
@NullMarked
package dev.clickpipe.deploy;

import org.jspecify.annotations.NullMarked;
