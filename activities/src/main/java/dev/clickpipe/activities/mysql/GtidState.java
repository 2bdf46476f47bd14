package dev.clickpipe.activities.mysql;

/**
 * What a server has of the transactions that it ever committed, as sets in its own notation.
 *
 * @param executed all of them
 * @param purged those that its binlog no longer holds
 */
public record GtidState(String executed, String purged) {}
