package dev.clickpipe.deploy.gateway.session;

import dev.clickpipe.deploy.gateway.engine.Engine;
import dev.clickpipe.deploy.gateway.engine.EngineConnection;
import dev.clickpipe.deploy.gateway.engine.EngineException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Connections that stay from one request to the next under a session_id, with their settings, database and temporary
 * tables, until nobody used them for a while.
 */
public final class Sessions implements AutoCloseable {
    private static final class Session {
        private final EngineConnection connection;
        private boolean busy = true;
        private long lastUse;
        private Duration patience = Duration.ZERO;

        Session(EngineConnection connection) {
            this.connection = connection;
        }
    }

    private final Engine engine;
    private final Map<String, Session> sessions = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();

    public Sessions(Engine engine) {
        this.engine = engine;
    }

    /**
     * The connection of a session, made unless it must be there already. Nobody else has it until {@link #give}.
     *
     * @throws EngineException
     *             when another request uses it, or it is not there
     */
    public EngineConnection take(String id, boolean mustExist) throws EngineException {
        closeIdle();
        lock.lock();
        try {
            Session session = sessions.get(id);
            if (session == null) {
                if (mustExist) {
                    throw EngineException.of(372, "SESSION_NOT_FOUND", "Session " + id + " not found");
                }
                session = new Session(engine.open(Map.of()));
                sessions.put(id, session);
                return session.connection;
            }
            if (session.busy) {
                throw EngineException.of(373, "SESSION_IS_LOCKED",
                        "Session " + id + " is locked by a concurrent client");
            }
            session.busy = true;
            return session.connection;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives it back.
     *
     * @param patience
     *            how long it stays without being used
     */
    public void give(String id, Duration patience) {
        lock.lock();
        try {
            Session session = sessions.get(id);
            if (session != null) {
                session.busy = false;
                session.patience = patience;
                session.lastUse = System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
        if (patience.isZero()) {
            closeIdle();
        }
    }

    private void closeIdle() {
        close(false);
    }

    private void close(boolean all) {
        List<EngineConnection> idle = new ArrayList<>();
        lock.lock();
        try {
            long now = System.nanoTime();
            sessions.values().removeIf(session -> {
                boolean over = !session.busy && (all || now - session.lastUse >= session.patience.toNanos());
                if (over) {
                    idle.add(session.connection);
                }
                return over;
            });
        } finally {
            lock.unlock();
        }
        idle.forEach(EngineConnection::close);
    }

    @Override
    public void close() {
        close(true);
    }
}
