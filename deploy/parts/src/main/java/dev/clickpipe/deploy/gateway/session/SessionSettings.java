package dev.clickpipe.deploy.gateway.session;

import dev.clickpipe.deploy.gateway.engine.EngineConnection;
import dev.clickpipe.deploy.gateway.engine.EngineException;
import dev.clickpipe.deploy.gateway.engine.EngineResult;
import dev.clickpipe.deploy.gateway.engine.Quoting;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Settings and database of one request on the connection of a session, taken back when the request ends. */
public final class SessionSettings implements AutoCloseable {
    private static final String READONLY = "readonly";

    private final EngineConnection connection;
    private final List<String> undo = new ArrayList<>();

    /** Applies them. */
    public SessionSettings(EngineConnection connection, String database, Map<String, String> settings)
            throws EngineException {
        this.connection = connection;
        boolean applied = false;
        try {
            if (!database.isEmpty()) {
                undo.add("USE " + Quoting.identifier(ask("SELECT currentDatabase()")));
                run("USE " + Quoting.identifier(database));
            }
            for (Map.Entry<String, String> setting : settings.entrySet()) {
                // It could not be taken back: a reading session stays one.
                if (!setting.getKey().equals(READONLY)) {
                    apply(setting.getKey(), setting.getValue());
                }
            }
            applied = true;
        } finally {
            if (!applied) {
                close();
            }
        }
    }

    private void apply(String name, String value) throws EngineException {
        String before = ask("SELECT value FROM system.settings WHERE changed AND name = " + Quoting.literal(name));
        String quoted = Quoting.identifier(name);
        run("SET " + quoted + " = " + Quoting.literal(value));
        undo.add("SET " + quoted + " = " + (before.isEmpty() ? "DEFAULT" : Quoting.literal(before)));
    }

    private String ask(String statement) throws EngineException {
        try (EngineResult result = connection.query(bytes(statement), "TSVRaw", Map.of())) {
            return new String(result.bytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private void run(String statement) throws EngineException {
        connection.query(bytes(statement), "TSV", Map.of()).close();
    }

    private static byte[] bytes(String statement) {
        return statement.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        undo.reversed().forEach(this::takeBack);
    }

    private void takeBack(String statement) {
        try {
            run(statement);
        } catch (EngineException lost) {
            // The statement itself dropped the database or made the session read-only: nothing to go back to.
        }
    }
}
