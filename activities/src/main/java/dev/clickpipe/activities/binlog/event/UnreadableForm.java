package dev.clickpipe.activities.binlog.event;

/** A form of rows events that is not read. */
public enum UnreadableForm {
    /** MySQL with binlog_row_value_options=PARTIAL_JSON: changes of documents in place of documents. */
    PARTIAL_JSON("an update that holds only the changed parts of JSON documents (PARTIAL_UPDATE_ROWS)",
            "SET GLOBAL binlog_row_value_options = '' at the source, and in every session that writes; then retry the table"),
    /** MariaDB 12.3 and later: a rows event above binlog_row_event_fragment_threshold, in several events. */
    FRAGMENT("a rows event that was split into several events (PARTIAL_ROW_DATA_EVENT)",
            "Write fewer or smaller rows per statement, or raise binlog_row_event_fragment_threshold at the source; then"
                    + " retry the table");

    private final String what;
    private final String remedy;

    UnreadableForm(String what, String remedy) {
        this.what = what;
        this.remedy = remedy;
    }

    /** What the binlog holds. */
    public String what() {
        return what;
    }

    /** What a person can do about it. */
    public String remedy() {
        return remedy;
    }
}
