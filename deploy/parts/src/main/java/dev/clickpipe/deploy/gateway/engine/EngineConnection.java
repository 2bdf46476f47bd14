package dev.clickpipe.deploy.gateway.engine;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One session of the engine: settings, current database, temporary tables. It runs one statement at a time and is used
 * by one thread at a time.
 */
public final class EngineConnection implements AutoCloseable {
    /** Size of chdb_query_analysis_v1: four fields of 32 bits. */
    private static final int ANALYSIS_BYTES = 16;

    private final EngineLibrary library;
    private final MemorySegment handle;
    private final String tag;
    private final Consumer<EngineConnection> onClose;
    private boolean closed;

    EngineConnection(EngineLibrary library, MemorySegment handle, String tag, Consumer<EngineConnection> onClose) {
        this.library = library;
        this.handle = handle;
        this.tag = tag;
        this.onClose = onClose;
    }

    /** The setting log_comment of this connection, by which its statements are found in system.processes. */
    String tag() {
        return tag;
    }

    EngineLibrary library() {
        return library;
    }

    MemorySegment pointer() {
        return Native.pointee(handle);
    }

    /** Asks the engine's own parser; runs nothing. */
    public StatementClass classify(byte[] statement) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment analysis = arena.allocate(ANALYSIS_BYTES, JAVA_INT.byteAlignment());
            analysis.set(JAVA_INT, 0, ANALYSIS_BYTES);
            int state = (int) library.classify.invokeExact(
                    pointer(), Native.bytes(arena, statement), (long) statement.length, MemorySegment.NULL, 0L,
                    analysis);
            if (state != 0) {
                throw new IllegalStateException("The engine could not look at a statement: the connection is closed");
            }
            return StatementClass.of(analysis.get(JAVA_INT, 4), analysis.get(JAVA_INT, 12));
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }

    /** Runs a statement to its end and gives the answer whole, so only for statements with small answers. */
    public EngineResult query(byte[] statement, String format, Map<String, String> parameters) throws EngineException {
        MemorySegment result;
        try (Arena arena = Arena.ofConfined()) {
            var named = Native.Parameters.of(arena, parameters);
            byte[] formatBytes = Native.utf8(format);
            result = (MemorySegment) library.query.invokeExact(
                    pointer(), Native.bytes(arena, statement), (long) statement.length,
                    Native.bytes(arena, formatBytes),
                    (long) formatBytes.length, named.names(), named.nameLengths(), named.values(), named.valueLengths(),
                    named.count());
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
        return new EngineResult(library, result);
    }

    /**
     * Begins an insert whose data follow in pieces.
     *
     * @param head the statement without FORMAT clause or data
     * @param format the input format of the data
     */
    public InsertStream insert(byte[] head, String format, Map<String, String> parameters) throws EngineException {
        return InsertStream.open(this, head, format, parameters);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            library.closeConnection.invokeExact(handle);
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        } finally {
            onClose.accept(this);
        }
    }
}
