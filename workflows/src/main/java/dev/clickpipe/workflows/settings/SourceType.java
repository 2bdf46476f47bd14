package dev.clickpipe.workflows.settings;

/** The product that runs the source; decides the dialect of a connection, never what a value means. */
public enum SourceType {
    MYSQL, RDS_MYSQL, AURORA_MYSQL, MARIADB, RDS_MARIADB
}
