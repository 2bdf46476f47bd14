package dev.clickpipe.deploy.compare;

/**
 * What the comparison of one table found, in rows.
 *
 * @param missing at the source alone
 * @param extra at the destination alone
 * @param different on both sides, with a cell that differs
 */
public record TableResult(String table, long source, long destination, long missing, long extra, long different) {

    TableResult withMoreDifferent(long rows) {
        return new TableResult(table, source, destination, missing, extra, different + rows);
    }

    public boolean equal() {
        return missing == 0 && extra == 0 && different == 0;
    }

    @Override
    public String toString() {
        return "TABLE " + table + " source=" + source + " destination=" + destination + " missing=" + missing
                + " extra=" + extra + " different=" + different;
    }
}
