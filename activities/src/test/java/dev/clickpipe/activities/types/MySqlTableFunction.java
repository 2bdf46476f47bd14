package dev.clickpipe.activities.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.binlog.BinlogTestSource;
import dev.clickpipe.activities.clickhouse.Identifiers;
import dev.clickpipe.activities.clickhouse.InsertTarget;
import dev.clickpipe.activities.clickhouse.Storage;
import dev.clickpipe.activities.clickhouse.TableSpecification;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.types.TypeCases.TypeCase;
import dev.clickpipe.deploy.parts.source.SourceServer;
import java.sql.SQLException;
import java.util.List;

/**
 * ClickHouse reads a source table itself, with its table function {@code mysql()}, and the outcome is compared with a copy of
 * the rows that a pipe wrote. Its session is in the zone that the server gives to all, which is UTC as long as this is open.
 */
final class MySqlTableFunction implements AutoCloseable {
    private static final String PRESENT = "held.v IS NOT NULL";

    private final SourceServer server;
    private final String schema;
    private final ServerZone zone;
    private final TestDestination destination = TestDestination.open();

    MySqlTableFunction(BinlogTestSource source) throws SQLException {
        server = source.server();
        schema = source.schema();
        zone = new ServerZone(source, "+00:00");
    }

    /**
     * Compares all rows of a table.
     *
     * @param rows in the order of their ids, which count from 0
     * @param listed how many of them, from the first, to count
     * @return how many of these hold a value that both agreed on; 0 when the function is not asked about the type
     */
    int agreed(TypeCase type, String table, RowLayout layout, List<byte[]> rows, int listed) {
        if (!(MySqlFunctionSupport.of(type) instanceof MySqlFunctionSupport.Right(String copied, String read))) {
            return 0;
        }
        copy(table, layout, rows);
        // An Array takes no NULL: the empty one stands for it.
        String present = type.destination().startsWith("Array(") ? "notEmpty(held.v)" : PRESENT;
        List<String> ours = values(copied, Identifiers.quote(destination.database(), table), present);
        List<String> theirs = values(read, function(table), PRESENT);
        assertThat(ours).as("%s as copied, and as mysql() reads it", type.type()).isEqualTo(theirs);
        int agreed = (int) theirs.stream()
                .filter(value -> Integer.parseInt(value.substring(0, value.indexOf(' '))) < listed).count();
        assertThat(agreed).as("values of %s that mysql() told", type.type()).isPositive();
        return agreed;
    }

    private void copy(String table, RowLayout layout, List<byte[]> rows) {
        destination.tables().create(new TableSpecification(destination.database(), table,
                layout.declarations().stream()
                        .map(column -> new TableSpecification.Column(column.name(), column.type(), "")).toList(),
                new Storage.Keyed(layout.sortingKey(), RowLayout.VERSION, RowLayout.IS_DELETED, false), ""));
        destination.clickHouse().insert(InsertTarget.of(destination.database(), table, layout, null), out -> {
            for (byte[] row : rows) {
                out.write(row);
            }
        });
    }

    /** The id and the value of every row that has one. */
    private List<String> values(String expression, String from, String present) {
        // held.v, because a plain v would mean the alias, which is never NULL.
        return destination.clickHouse().select("SELECT concat(toString(id), ' ', " + expression
                + ") AS value FROM (SELECT held.id AS id, assumeNotNull(held.v) AS v FROM " + from + " AS held WHERE "
                + present + ") ORDER BY id SETTINGS " + MySqlFunctionSupport.SETTINGS, row -> row.text("value"));
    }

    private String function(String table) {
        return "mysql(" + String.join(", ", List.of(server.host() + ":" + server.port(), schema, table, server.user(),
                server.password()).stream().map(Identifiers::literal).toList()) + ")";
    }

    @Override
    public void close() throws SQLException {
        destination.close();
        zone.close();
    }
}
