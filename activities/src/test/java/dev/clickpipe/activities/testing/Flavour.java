package dev.clickpipe.activities.testing;

import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.MariaDb;
import dev.clickpipe.deploy.parts.source.MySql;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.settings.SourceType;
import java.util.List;

/** The families of sources; tests run on both. */
public enum Flavour {
    MYSQL(SourceType.MYSQL), MARIADB(SourceType.MARIADB);

    private final SourceType type;

    Flavour(SourceType type) {
        this.type = type;
    }

    public SourceType type() {
        return type;
    }

    /** The shared server of the family. */
    public SourceServer server() {
        return switch (this) {
            case MYSQL -> SharedParts.mysql();
            case MARIADB -> SharedParts.mariadb();
        };
    }

    /** Another server of the family, started with more options; shared by name. */
    public SourceServer server(String name, String... options) {
        return SharedParts.part(switch (this) {
            case MYSQL -> new MySql("mysql-" + name, List.of(options));
            case MARIADB -> new MariaDb("mariadb-" + name, List.of(options));
        }, SourceServer.class);
    }

    /** Another server of the family, whose binlog files tests purge; shared by name. */
    public SourceServer purgedServer(String name) {
        return switch (this) {
            case MYSQL -> server(name);
            // By default it keeps files until a replica that it knows has read them.
            case MARIADB -> server(name, "--slave-connections-needed-for-purge=0");
        };
    }
}
