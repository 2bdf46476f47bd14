/**
 * What a source table looks like: fetched from the server, recorded at the destination, compared with what the binlog
 * says.
 */
@NullMarked
package dev.clickpipe.activities.definition;

import org.jspecify.annotations.NullMarked;
