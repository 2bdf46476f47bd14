package dev.clickpipe.activities.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.ClientFaultCause;
import com.clickhouse.client.api.DataStreamWriter;
import com.clickhouse.client.api.command.CommandResponse;
import com.clickhouse.client.api.command.CommandSettings;
import com.clickhouse.client.api.insert.InsertResponse;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The one client of a destination. Safe for threads: statements and inserts of several tables run at the same time.
 *
 * <p>Nothing is retried here: after an error that can follow a stored insert, who sent it repeats it by plan. Failures
 * are {@link com.clickhouse.client.api.ClickHouseException}s.
 */
public final class ClickHouse implements AutoCloseable {
    private static final int CONNECT_TIMEOUT_SECONDS = 10;
    /** Longest silence of the server: an insert may wait for merges and for materialized views. */
    private static final int SOCKET_TIMEOUT_SECONDS = 900;
    private static final int POOL_TIMEOUT_SECONDS = 120;
    private static final int CONNECTIONS = 64;

    /** Rows count as stored when most replicas have them; without effect on tables that are not replicated. */
    private static final Map<String, String> ALL_STATEMENTS = Map.of("async_insert", "0", "wait_end_of_query", "1",
            "insert_quorum", "auto");

    /**
     * An insert becomes one block, and so one part per partition, whole or not at all: by default it is cut at about a
     * million rows. https://clickhouse.com/docs/operations/settings/settings#max_insert_block_size
     */
    private static final Map<String, String> ONE_BLOCK = Map.of("max_insert_block_size", "4000000000",
            "min_insert_block_size_rows", "0", "min_insert_block_size_bytes", "0", "max_insert_threads", "1",
            "input_format_parallel_parsing", "0", "deduplicate_blocks_in_dependent_materialized_views", "1");

    /**
     * Whoever reads with select_sequential_consistency after an insert finds it on whichever replica it asks, or gets an
     * error. Without effect on tables that are not replicated.
     */
    private static final Map<String, String> READ_BACK = Map.of("insert_quorum_parallel", "0");

    private final Client client;
    private final Optional<String> cluster;

    public ClickHouse(ClickHouseAddress address) {
        cluster = address.cluster();
        boolean compress = !address.isLoopback();
        client = new Client.Builder()
                .addEndpoint(address.url())
                .setUsername(address.user())
                .setPassword(address.password())
                .setClientName("clickpipe")
                .retryOnFailures(ClientFaultCause.None)
                .setMaxRetries(0)
                .compressClientRequest(compress)
                .compressServerResponse(compress)
                .setMaxConnections(CONNECTIONS)
                .setConnectTimeout(CONNECT_TIMEOUT_SECONDS, ChronoUnit.SECONDS)
                .setConnectionRequestTimeout(POOL_TIMEOUT_SECONDS, ChronoUnit.SECONDS)
                .setSocketTimeout(SOCKET_TIMEOUT_SECONDS, ChronoUnit.SECONDS)
                .build();
    }

    /** The cluster whose servers all get the tables; empty for the one server. */
    Optional<String> cluster() {
        return cluster;
    }

    /**
     * Inserts rows as one block and returns when the server has stored them.
     *
     * @param rows writes rows of RowBinary that hold the target's columns
     */
    public void insert(InsertTarget target, RowsWriter rows) {
        insert(target, rows, new InsertSettings());
    }

    /**
     * The same for a table that remembers tokens: of all inserts with one token it takes one, and answers the others as if
     * it had taken them.
     *
     * @param token says which insert it is
     */
    public void insertOnce(InsertTarget target, RowsWriter rows, String token) {
        InsertSettings settings = new InsertSettings();
        settings.setDeduplicationToken(token);
        settings.serverSetting("insert_deduplicate", "1");
        READ_BACK.forEach(settings::serverSetting);
        insert(target, rows, settings);
    }

    private void insert(InsertTarget target, RowsWriter rows, InsertSettings settings) {
        ALL_STATEMENTS.forEach(settings::serverSetting);
        ONE_BLOCK.forEach(settings::serverSetting);
        DataStreamWriter body = out -> {
            target.writeHeader(out);
            rows.writeTo(out);
        };
        try (InsertResponse _ = client.insert(target.quotedTable(), target.quotedColumns(), body,
                ClickHouseFormat.RowBinaryWithNamesAndTypes, settings).join()) {
            // The response came with wait_end_of_query: the rows are stored.
        }
    }

    /** Runs a statement without result and returns when it is done. */
    public void execute(String statement) {
        CommandSettings settings = new CommandSettings();
        ALL_STATEMENTS.forEach(settings::serverSetting);
        READ_BACK.forEach(settings::serverSetting);
        CommandResponse response = client.execute(statement, settings).join();
        try {
            response.close();
        } catch (Exception failure) {
            throw new IllegalStateException("The answer to a statement could not be closed", failure);
        }
    }

    /** Rows of a small result. */
    public <T> List<T> select(String query, Function<ResultRow, T> row) {
        QuerySettings settings = new QuerySettings();
        ALL_STATEMENTS.forEach(settings::serverSetting);
        return client.queryAll(query, settings).stream().map(ResultRow::new).map(row).toList();
    }

    @Override
    public void close() {
        client.close();
    }
}
