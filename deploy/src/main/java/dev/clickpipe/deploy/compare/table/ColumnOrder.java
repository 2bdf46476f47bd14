package dev.clickpipe.deploy.compare.table;

/**
 * One order of a column, in its three forms.
 *
 * @param source what the source orders its rows by
 * @param destination what the destination orders its rows by
 * @param cells how the rows that come are checked and matched
 */
public record ColumnOrder(String source, String destination, CellOrder cells) {}
