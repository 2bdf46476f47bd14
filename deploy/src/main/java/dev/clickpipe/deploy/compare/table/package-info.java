/** The tables to compare: their columns on both sides, paired, and how each server renders and orders their values. */
@NullMarked
package dev.clickpipe.deploy.compare.table;

import org.jspecify.annotations.NullMarked;
