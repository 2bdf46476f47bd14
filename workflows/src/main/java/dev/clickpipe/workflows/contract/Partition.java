package dev.clickpipe.workflows.contract;

import org.jspecify.annotations.Nullable;

/**
 * A range of rows that loads as one activity.
 *
 * @param number counts the partitions of its table from 0
 * @param from lowest key inside, compared by as many of the key's columns as it has; null: from the start, NULLs included
 * @param until lowest key no longer inside; null: to the end
 */
public record Partition(int number, @Nullable KeyBound from, @Nullable KeyBound until) {}
