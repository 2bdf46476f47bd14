package dev.clickpipe.workflows.failure;

/** Every kind of error there is, and what the pipe does about it. The names are stable: people filter by them. */
public enum ErrorKind {
    SOURCE_UNREACHABLE(Action.RETRY),
    SOURCE_ACCESS_DENIED(Action.FAIL_PIPE),
    SOURCE_MISCONFIGURED(Action.FAIL_PIPE),
    SOURCE_CHANGED(Action.FAIL_PIPE),
    POSITION_PURGED(Action.FAIL_PIPE),
    SERVER_ID_TAKEN(Action.RETRY),
    BINLOG_NOT_UNDERSTOOD(Action.FAIL_PIPE),
    SOURCE_HISTORY_REPLACED(Action.FAIL_PIPE),
    STATEMENT_IN_PLACE_OF_ROWS(Action.FAIL_TABLE),
    ROWS_NOT_READABLE(Action.FAIL_TABLE),
    CASCADE_NOT_REPLICATED(Action.FAIL_TABLE),
    SCHEMA_CHANGED(Action.FAIL_TABLE),
    TABLE_MISSING(Action.FAIL_TABLE),
    TYPE_NOT_SUPPORTED(Action.FAIL_TABLE),
    VALUE_OUT_OF_RANGE(Action.FAIL_TABLE),
    DESTINATION_UNREACHABLE(Action.RETRY),
    DESTINATION_BUSY(Action.RETRY),
    DESTINATION_ACCESS_DENIED(Action.FAIL_PIPE),
    DESTINATION_CHANGED(Action.FAIL_TABLE),
    DESTINATION_NOT_EMPTY(Action.FAIL_TABLE),
    APPEND_OVERTAKEN(Action.RETRY),
    LOAD_INCOMPLETE(Action.RETRY),
    SECRET_UNREADABLE(Action.FAIL_PIPE),
    COMPUTE_NOT_READY(Action.FAIL_PIPE),
    DEFECT(Action.FAIL_PIPE);

    private final Action action;

    ErrorKind(Action action) {
        this.action = action;
    }

    /** What the pipe does. */
    public Action action() {
        return action;
    }

    /** What a pipe does about an error. */
    public enum Action {
        /** Tried again from the last position, for as long as it takes. */
        RETRY,
        /** The table stops and the others go on; where there is no such table yet, the pipe stops. */
        FAIL_TABLE,
        /** The pipe stops in Failed and waits for a person. */
        FAIL_PIPE
    }
}
