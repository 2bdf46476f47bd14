/** Shapes, as both servers store them and as text. */
@NullMarked
package dev.clickpipe.activities.types.geometry;

import org.jspecify.annotations.NullMarked;
