package dev.clickpipe.deploy.gateway;

import dev.clickpipe.deploy.gateway.engine.Engine;
import dev.clickpipe.deploy.gateway.engine.EngineConnection;
import dev.clickpipe.deploy.gateway.engine.EngineException;
import dev.clickpipe.deploy.gateway.engine.EngineResult;
import dev.clickpipe.deploy.gateway.engine.InsertStream;
import dev.clickpipe.deploy.gateway.engine.Quoting;
import dev.clickpipe.deploy.gateway.engine.ResultStream;
import dev.clickpipe.deploy.gateway.engine.StatementClass;
import dev.clickpipe.deploy.gateway.engine.Summary;
import dev.clickpipe.deploy.gateway.http.HttpExchange;
import dev.clickpipe.deploy.gateway.session.SessionRequest;
import dev.clickpipe.deploy.gateway.session.SessionSettings;
import dev.clickpipe.deploy.gateway.session.Sessions;
import dev.clickpipe.deploy.gateway.statement.FormatNames;
import dev.clickpipe.deploy.gateway.statement.ReadingStatement;
import dev.clickpipe.deploy.gateway.statement.StatementText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;

/** Runs the statement of a request on a connection of its own. */
final class QueryRunner implements AutoCloseable {
    /** The default of max_query_size. */
    private static final int STATEMENT_BYTES = 262_144;
    /** What max_query_size can be raised to. */
    private static final int MOST_STATEMENT_BYTES = 64 << 20;
    private static final int COPY_BYTES = 1 << 16;
    private static final int FIRST_DATA_BYTES = 1 << 14;
    private static final String FIRST_DATABASE = "default";

    private final Engine engine;
    private final Executor threads;
    private final Sessions sessions;
    private final FormatNames formats;

    QueryRunner(Engine engine, Executor threads) {
        this.engine = engine;
        this.threads = threads;
        this.sessions = new Sessions(engine);
        this.formats = name -> engine.formats().get(name.toLowerCase(Locale.ROOT));
    }

    void run(HttpExchange exchange, QueryRequest request, Answer answer) throws IOException, EngineException {
        StatementReader reader = new StatementReader(text(exchange), statementLimit(request), formats);
        try (Engine.Place _ = engine.place()) {
            if (request.session().isEmpty()) {
                try (EngineConnection connection = engine.open(request.settings())) {
                    if (!request.database().isEmpty() && !request.database().equals(FIRST_DATABASE)) {
                        execute(connection, "USE " + Quoting.identifier(request.database()));
                    }
                    run(connection, request, reader, exchange, answer);
                }
                return;
            }
            SessionRequest session = request.session().get();
            EngineConnection connection = sessions.take(session.id(), session.mustExist());
            try (SessionSettings _ = new SessionSettings(connection, request.database(), request.settings())) {
                run(connection, request, reader, exchange, answer);
            } finally {
                sessions.give(session.id(), session.patience());
            }
        }
    }

    private void run(EngineConnection connection, QueryRequest request, StatementReader reader, HttpExchange exchange,
            Answer answer) throws IOException, EngineException {
        switch (reader.read()) {
            // The engine would take the data from the standard input of the process.
            case StatementText.Insert insert when insert.selects() ->
                throw EngineException.of(48, "NOT_IMPLEMENTED",
                        "INSERT … SELECT … FROM input() is not possible with the embedded engine: write the columns of the"
                                + " table with INSERT INTO … (…) FORMAT …, or insert into another table first");
            case StatementText.Insert insert -> insert(connection, request, reader, insert, answer);
            case StatementText.Whole _ -> statement(connection, request, reader.whole(), exchange, answer);
            case StatementText.Incomplete _ -> throw new IllegalStateException("The reader reads until it knows");
        }
    }

    @Override
    public void close() {
        sessions.close();
    }

    /** The parameter query, a line break, then the body: the statement may be in either, or begin in one. */
    private static InputStream text(HttpExchange exchange) throws IOException {
        String query = exchange.parameters().getOrDefault("query", "");
        InputStream body = QueryRequest.body(exchange);
        return query.isEmpty()
                ? body
                : new SequenceInputStream(
                        new ByteArrayInputStream((query + "\n").getBytes(StandardCharsets.UTF_8)), body);
    }

    private static int statementLimit(QueryRequest request) {
        try {
            int asked = Integer.parseInt(request.settings().getOrDefault("max_query_size", ""));
            return asked == 0 ? MOST_STATEMENT_BYTES : Math.min(asked, MOST_STATEMENT_BYTES);
        } catch (NumberFormatException notGiven) {
            return STATEMENT_BYTES;
        }
    }

    private void statement(EngineConnection connection, QueryRequest request, byte[] text, HttpExchange exchange,
            Answer answer) throws IOException, EngineException {
        ReadingStatement reading = ReadingStatement.of(text, formats);
        if (reading.namesFile()) {
            throw EngineException.of(358, "INTO_OUTFILE_NOT_ALLOWED", "INTO OUTFILE is not allowed");
        }
        switch (connection.classify(text)) {
            case StatementClass.READING -> stream(connection, request, reading, exchange, answer);
            case StatementClass.OTHER -> whole(connection, request, text, answer);
            case StatementClass.SEVERAL -> throw EngineException.of(
                    62, "SYNTAX_ERROR", "Syntax error (Multi-statements are not allowed)");
        }
    }

    private void stream(EngineConnection connection, QueryRequest request, ReadingStatement reading,
            HttpExchange exchange, Answer answer) throws IOException, EngineException {
        String format = reading.format();
        answer.format(format == null ? request.defaultFormat() : format);
        try (ResultStream result = ResultStream.start(
                engine, connection, reading::into, request.defaultFormat(), request.parameters(), threads)) {
            exchange.onDisconnect(result::cancel);
            byte[] buffer = new byte[COPY_BYTES];
            for (int size = result.bytes().read(buffer); size >= 0; size = result.bytes().read(buffer)) {
                answer.body().write(buffer, 0, size);
            }
            answer.complete(result.finish());
        }
    }

    private static void whole(EngineConnection connection, QueryRequest request, byte[] text, Answer answer)
            throws IOException, EngineException {
        answer.format(request.defaultFormat());
        try (EngineResult result = connection.query(text, request.defaultFormat(), request.parameters())) {
            answer.body().write(result.bytes());
            answer.complete(result.summary());
        }
    }

    private static void insert(EngineConnection connection, QueryRequest request, StatementReader reader,
            StatementText.Insert insert, Answer answer) throws IOException, EngineException {
        InputStream data = reader.from(insert.dataStart());
        Summary summary;
        try (InsertStream stream = connection.insert(
                reader.part(0, insert.headEnd()), insert.format(), request.parameters())) {
            // Most inserts are small, and a big one soon has a big buffer.
            byte[] buffer = new byte[FIRST_DATA_BYTES];
            boolean wanted = true;
            int size = data.readNBytes(buffer, 0, buffer.length);
            while (wanted && size > 0) {
                wanted = stream.append(buffer, 0, size);
                if (buffer.length < InsertStream.PIECE_BYTES) {
                    buffer = new byte[4 * buffer.length];
                }
                size = data.readNBytes(buffer, 0, buffer.length);
            }
            summary = stream.finish();
        }
        answer.format(request.defaultFormat());
        answer.complete(summary);
    }

    private static void execute(EngineConnection connection, String statement) throws EngineException {
        connection.query(statement.getBytes(StandardCharsets.UTF_8), "TSV", Map.of()).close();
    }
}
