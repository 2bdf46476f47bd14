package dev.clickpipe.workflows.settings;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

/** The product that runs the source; decides the dialect of a connection, never what a value means. */
public enum SourceType {
    MYSQL, RDS_MYSQL, AURORA_MYSQL, MARIADB, RDS_MARIADB;

    /** The family of servers. */
    public Flavour flavour() {
        return switch (this) {
            case MYSQL, RDS_MYSQL, AURORA_MYSQL -> Flavour.MYSQL;
            case MARIADB, RDS_MARIADB -> Flavour.MARIADB;
        };
    }
}
