package dev.clickpipe.activities.stream.statement;

import dev.clickpipe.activities.binlog.ddl.NameCase;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Privileges of a connection's user, as SHOW GRANTS lists them: its own and those of its active roles. A database with
 * wildcards counts for none, and where something was revoked in part, nothing counts.
 */
final class Grants {
    private static final Pattern GRANT = Pattern
            .compile("GRANT (.+?) ON (?:TABLE )?(\\*|`(?:[^`]|``)*`)\\.(\\*|`(?:[^`]|``)*`) TO .*");

    /** @param schema name or {@code *}, like {@code table} */
    private record Grant(List<String> privileges, String schema, String table) {}

    private final List<Grant> grants = new ArrayList<>();

    static Grants read(Connection connection) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SHOW GRANTS")) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return of(lines);
    }

    static Grants of(List<String> lines) {
        Grants read = new Grants();
        if (lines.stream().anyMatch(line -> line.startsWith("REVOKE "))) {
            return read;
        }
        for (String line : lines) {
            Matcher grant = GRANT.matcher(line);
            if (grant.matches()) {
                read.grants.add(new Grant(Arrays.asList(grant.group(1).split(", ", -1)), name(grant.group(2), true),
                        name(grant.group(3), false)));
            }
        }
        return read;
    }

    /** In names of databases, a backslash takes the meaning off a wildcard. */
    private static String name(String quoted, boolean pattern) {
        if (quoted.equals("*")) {
            return quoted;
        }
        String name = quoted.substring(1, quoted.length() - 1).replace("``", "`");
        return pattern ? name.replace("\\_", "_").replace("\\%", "%") : name;
    }

    /** Whether the user has a privilege on a table. */
    boolean include(String privilege, TableName table) {
        return grants.stream().anyMatch(grant -> matches(grant.schema(), table.schema())
                && matches(grant.table(), table.table())
                && (grant.privileges().contains(privilege) || grant.privileges().contains("ALL PRIVILEGES")));
    }

    private static boolean matches(String granted, String name) {
        return granted.equals("*") || NameCase.SENSITIVE.same(granted, name);
    }
}
