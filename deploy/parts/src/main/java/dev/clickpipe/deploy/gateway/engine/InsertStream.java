package dev.clickpipe.deploy.gateway.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An insert in progress. The engine copies each piece and blocks while it has enough of them, so memory stays bounded.
 * Closing it without {@link #finish()} stops the insert; blocks that were already written stay, as on a server.
 */
public final class InsertStream implements AutoCloseable {
    /** Bytes handed over at once. */
    public static final int PIECE_BYTES = 1 << 20;

    private final EngineLibrary library;
    private final MemorySegment stream;
    private Arena arena = Arena.ofConfined();
    private MemorySegment piece = MemorySegment.NULL;
    private boolean finished;

    private InsertStream(EngineLibrary library, MemorySegment stream) {
        this.library = library;
        this.stream = stream;
    }

    static InsertStream open(EngineConnection connection, byte[] head, String format, Map<String, String> parameters)
            throws EngineException {
        EngineLibrary library = connection.library();
        MemorySegment stream;
        try (Arena arena = Arena.ofConfined()) {
            var named = Native.Parameters.of(arena, parameters);
            byte[] formatBytes = Native.utf8(format);
            stream = (MemorySegment) library.insert.invokeExact(
                    connection.pointer(), Native.bytes(arena, head), (long) head.length,
                    Native.bytes(arena, formatBytes),
                    (long) formatBytes.length, named.names(), named.nameLengths(), named.values(), named.valueLengths(),
                    named.count());
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
        InsertStream insert = new InsertStream(library, stream);
        String error = insert.error();
        if (error != null) {
            insert.close();
            throw EngineException.of(error);
        }
        return insert;
    }

    private @Nullable String error() {
        try {
            return Native.string((MemorySegment) library.insertError.invokeExact(stream));
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }

    /**
     * Hands a piece over.
     *
     * @return false when the insert has failed already; {@link #finish()} says why
     */
    public boolean append(byte[] source, int offset, int length) {
        for (int done = 0; done < length; done += PIECE_BYTES) {
            int size = Math.min(PIECE_BYTES, length - done);
            makeRoom(size);
            MemorySegment.copy(source, offset + done, piece, JAVA_BYTE, 0, size);
            try {
                if ((int) library.append.invokeExact(stream, piece, (long) size) != 0) {
                    return false;
                }
            } catch (Throwable failure) {
                throw Native.unexpected(failure);
            }
        }
        return true;
    }

    private void makeRoom(int size) {
        if (piece.byteSize() < size) {
            arena.close();
            arena = Arena.ofConfined();
            piece = arena.allocate(size);
        }
    }

    /** Ends the data and waits until they are written. */
    public Summary finish() throws EngineException {
        finished = true;
        MemorySegment result;
        try {
            result = (MemorySegment) library.done.invokeExact(stream);
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
        try (EngineResult outcome = new EngineResult(library, result)) {
            return outcome.summary();
        }
    }

    @Override
    public void close() {
        arena.close();
        try {
            if (!finished) {
                library.cancelInsert.invokeExact(stream);
            }
            library.destroyInsert.invokeExact(stream);
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }
}
