package dev.clickpipe.activities.cascade;

import dev.clickpipe.activities.mysql.CascadeLogging;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;

/**
 * Why a table is refused that a foreign key changes unseen, and what to do about it.
 *
 * @param problem a clause that names the key
 * @param remedy what can be done, each of it enough
 */
public record CascadeRefusal(String problem, String remedy) {
    /** Of a key on a server that does not log what it does. */
    public static CascadeRefusal of(ForeignKey key, CascadeLogging logging) {
        return new CascadeRefusal("rows changed by its foreign key " + key.declaration()
                + " are not in the binlog of this server, so they would not be replicated",
                "Set source.mysql.settings." + ForeignKeyCascades.NAME + " to " + ForeignKeyCascades.IGNORE.word()
                        + " to copy the table nevertheless: rows that the key changes stay in ClickHouse as they were,"
                        + " and the table shows a warning and a count; or leave the table out; or drop the key's actions"
                        + " and let the application change children before parents"
                        + switch (logging) {
                            case ON, UNSUPPORTED -> "";
                            case OFF -> "; or put innodb_native_foreign_keys=OFF under [mysqld] in my.cnf and restart"
                                    + " the server, which then logs these rows";
                        });
    }
}
