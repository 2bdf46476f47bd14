package dev.clickpipe.activities.mysql;

/** Whether a server writes rows that foreign keys change to its binlog. */
public enum CascadeLogging {
    /** It does. */
    ON,
    /** It could, and does not: its {@code innodb_native_foreign_keys} is ON. */
    OFF,
    /** It cannot. */
    UNSUPPORTED
}
