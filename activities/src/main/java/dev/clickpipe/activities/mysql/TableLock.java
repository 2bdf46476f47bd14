package dev.clickpipe.activities.mysql;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Tables locked for reading: nothing that has changed them is under way, because a commit gives its locks back last, when
 * SELECT shows what it did. Writers wait meanwhile.
 */
public final class TableLock implements AutoCloseable {
    /** No longer: a lock that is waited for holds up everybody behind it. */
    private static final int WAIT_SECONDS = 2;

    private final Connection connection;

    private TableLock(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes it in a session.
     *
     * @param purpose a clause that says what the lock is needed for
     * @throws PipeException SOURCE_ACCESS_DENIED when the user may not lock one of the tables
     * @throws SQLException when another session holds one of them for too long
     */
    public static TableLock take(Connection connection, Collection<TableName> tables, String purpose)
            throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION lock_wait_timeout = " + WAIT_SECONDS);
            statement.execute("LOCK TABLES " + tables.stream().map(table -> table.quoted() + " READ")
                    .collect(Collectors.joining(", ")));
            return new TableLock(connection);
        } catch (SQLException refused) {
            PipeError error = ErrorClassifier.errorOf(refused, null);
            if (error.kind() != ErrorKind.SOURCE_ACCESS_DENIED) {
                throw refused;
            }
            List<TableName> named = List.copyOf(tables);
            String grantee = Grantee.of(connection);
            throw new PipeException(new PipeError(error.kind(),
                    purpose + ", for which " + named.stream().map(TableName::quoted).collect(Collectors.joining(", "))
                            + " must be locked for some milliseconds, and the user may not do that. "
                            + error.message(),
                    named.stream().map(TableName::schema).distinct()
                            .map(schema -> "GRANT LOCK TABLES ON `" + schema.replace("`", "``") + "`.* TO "
                                    + grantee)
                            .collect(Collectors.joining("; ")),
                    named.size() == 1 ? named.getFirst() : null), refused);
        }
    }

    /** Gives it back. */
    @Override
    public void close() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UNLOCK TABLES");
        }
    }
}
