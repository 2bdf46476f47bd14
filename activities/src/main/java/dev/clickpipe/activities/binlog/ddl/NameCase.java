package dev.clickpipe.activities.binlog.ddl;

import dev.clickpipe.workflows.settings.TableName;
import java.util.Locale;

/** How a server compares names of databases and tables: its lower_case_table_names. */
public enum NameCase {
    /** 0: upper and lower case are different. */
    SENSITIVE,
    /** 1 and 2: they are the same. */
    INSENSITIVE;

    /** By the server's variable. */
    public static NameCase of(int lowerCaseTableNames) {
        return lowerCaseTableNames == 0 ? SENSITIVE : INSENSITIVE;
    }

    /** Whether both names mean one database or table. */
    public boolean same(String one, String other) {
        return switch (this) {
            case SENSITIVE -> one.equals(other);
            // Not equalsIgnoreCase, which also folds to upper case: servers fold to lower case alone.
            case INSENSITIVE -> one.toLowerCase(Locale.ROOT).equals(other.toLowerCase(Locale.ROOT));
        };
    }

    /** Whether both names mean one table. */
    public boolean same(TableName one, TableName other) {
        return same(one.schema(), other.schema()) && same(one.table(), other.table());
    }
}
