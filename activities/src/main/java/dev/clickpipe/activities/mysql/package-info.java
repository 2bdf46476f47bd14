/** The source: its connections, its two families of servers, and what each says of itself. */
@NullMarked
package dev.clickpipe.activities.mysql;

import org.jspecify.annotations.NullMarked;
