package dev.clickpipe.deploy.service;

import dev.clickpipe.deploy.parts.Part;
import dev.clickpipe.deploy.parts.source.MariaDb;
import dev.clickpipe.deploy.parts.source.MySql;
import dev.clickpipe.deploy.parts.source.SourceServer;
import java.util.Locale;

/** The server the demo's shop lives on. */
public enum SourceKind {
    MARIADB, MYSQL;

    /** Its name in options and in {@code source.mysql.type}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public Part<SourceServer> part() {
        return switch (this) {
            case MARIADB -> new MariaDb();
            case MYSQL -> new MySql();
        };
    }
}
