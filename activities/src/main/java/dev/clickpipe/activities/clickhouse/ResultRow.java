package dev.clickpipe.activities.clickhouse;

import com.clickhouse.client.api.query.GenericRecord;

/** A row of a small result; queries cast what they select to String. */
public final class ResultRow {
    private final GenericRecord row;

    ResultRow(GenericRecord row) {
        this.row = row;
    }

    /** The value of a column, which is a String and not NULL. */
    public String text(String column) {
        return row.getString(column);
    }
}
