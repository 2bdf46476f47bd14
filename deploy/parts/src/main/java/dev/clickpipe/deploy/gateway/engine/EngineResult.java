package dev.clickpipe.deploy.gateway.engine;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.MemorySegment;

/** An answer that the engine holds whole until this is closed. */
public final class EngineResult implements AutoCloseable {
    private final EngineLibrary library;
    private final MemorySegment result;

    /** Takes over the result; when it is an error, frees it and throws. */
    EngineResult(EngineLibrary library, MemorySegment result) throws EngineException {
        this.library = library;
        this.result = result;
        String error = error();
        if (error != null) {
            close();
            throw EngineException.of(error);
        }
    }

    private @org.jspecify.annotations.Nullable String error() {
        try {
            return Native.string((MemorySegment) library.resultError.invokeExact(result));
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }

    /** A copy of the answer's bytes. */
    public byte[] bytes() {
        try {
            long length = (long) library.resultLength.invokeExact(result);
            if (length == 0) {
                return new byte[0];
            }
            MemorySegment buffer = (MemorySegment) library.resultBuffer.invokeExact(result);
            return Native.sized(buffer, length).toArray(JAVA_BYTE);
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }

    public Summary summary() {
        try {
            return new Summary(
                    (long) library.readRows.invokeExact(result),
                    (long) library.readBytes.invokeExact(result),
                    (long) library.writtenRows.invokeExact(result),
                    (long) library.writtenBytes.invokeExact(result),
                    (long) library.resultRows.invokeExact(result),
                    (long) library.resultBytes.invokeExact(result),
                    (long) ((double) library.resultElapsed.invokeExact(result) * 1e9));
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }

    @Override
    public void close() {
        try {
            library.destroyResult.invokeExact(result);
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }
}
