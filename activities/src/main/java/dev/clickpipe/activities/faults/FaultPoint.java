package dev.clickpipe.activities.faults;

/** Places between two effects where a kill must lose nothing. Kill tests visit each of them. */
public enum FaultPoint {
    SETUP_BEFORE_CREATE("setup.beforeCreate"),
    SETUP_AFTER_CREATE("setup.afterCreate"),
    SETUP_AFTER_RECORD("setup.afterRecord"),
    SNAPSHOT_BEFORE_INSERT("snapshot.beforeInsert"),
    SNAPSHOT_AFTER_INSERT("snapshot.afterInsert"),
    SNAPSHOT_BEFORE_RETURN("snapshot.beforeReturn"),
    PLACE_BEFORE_EXCHANGE("place.beforeExchange"),
    PLACE_AFTER_EXCHANGE("place.afterExchange"),
    RELOAD_AFTER_DROP("reload.afterDrop"),
    RELOAD_BEFORE_EXCHANGE("reload.beforeExchange"),
    RELOAD_AFTER_EXCHANGE("reload.afterExchange"),
    RELOAD_AFTER_RENAME("reload.afterRename"),
    RELOAD_BEFORE_DROP("reload.beforeDrop"),
    STREAM_BEFORE_INSERT("stream.beforeInsert"),
    STREAM_BETWEEN_INSERTS("stream.betweenInserts"),
    STREAM_AFTER_INSERT("stream.afterInsert"),
    STREAM_AFTER_BATCH("stream.afterBatch"),
    STREAM_BEFORE_RETURN("stream.beforeReturn");

    private final String pointName;

    FaultPoint(String pointName) {
        this.pointName = pointName;
    }

    /** The name in {@code CLICKPIPE_FAULT_POINT}. */
    public String pointName() {
        return pointName;
    }
}
