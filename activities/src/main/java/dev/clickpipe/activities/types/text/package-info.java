/** Codecs of characters and bytes: text, binary strings, members of an ENUM. */
@NullMarked
package dev.clickpipe.activities.types.text;

import org.jspecify.annotations.NullMarked;
