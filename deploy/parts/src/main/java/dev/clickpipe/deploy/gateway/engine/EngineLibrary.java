package dev.clickpipe.deploy.gateway.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The functions of {@code libchdb} (its header is {@code programs/local/chdb.h}), one handle each.
 *
 * <p>Pointers and sizes are 64 bits; {@code chdb_state}, argc and flags are 32 bits. Every call blocks its thread in
 * native code, so it belongs on platform threads: on a virtual one it would pin its carrier.
 */
@SuppressWarnings("restricted") // Foreign functions are what this class is for.
final class EngineLibrary {
    private static final Linker LINKER = Linker.nativeLinker();

    final MethodHandle connect;
    final MethodHandle closeConnection;
    final MethodHandle classify;
    final MethodHandle query;
    final MethodHandle insert;
    final MethodHandle insertError;
    final MethodHandle append;
    final MethodHandle done;
    final MethodHandle cancelInsert;
    final MethodHandle destroyInsert;
    final MethodHandle resultBuffer;
    final MethodHandle resultLength;
    final MethodHandle resultError;
    final MethodHandle resultElapsed;
    final MethodHandle resultRows;
    final MethodHandle resultBytes;
    final MethodHandle readRows;
    final MethodHandle readBytes;
    final MethodHandle writtenRows;
    final MethodHandle writtenBytes;
    final MethodHandle destroyResult;
    final MethodHandle pipe;
    final MethodHandle closeDescriptor;

    private final SymbolLookup symbols;

    /** Loads the library, for the life of the process, and leaves the JVM its signal handlers. */
    EngineLibrary(Path library) {
        symbols = SymbolLookup.libraryLookup(library, Arena.global());
        connect = function("chdb_connect", ADDRESS, JAVA_INT, ADDRESS);
        closeConnection = function("chdb_close_conn", null, ADDRESS);
        classify = function("chdb_classify_query_n", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG,
                ADDRESS);
        query = withParameters("chdb_query_with_params_n");
        insert = withParameters("chdb_stream_insert_with_params_n");
        insertError = function("chdb_stream_insert_error", ADDRESS, ADDRESS);
        append = function("chdb_stream_append", JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG);
        done = function("chdb_stream_done", ADDRESS, ADDRESS);
        cancelInsert = function("chdb_stream_cancel_insert", null, ADDRESS);
        destroyInsert = function("chdb_destroy_insert_stream", null, ADDRESS);
        resultBuffer = function("chdb_result_buffer", ADDRESS, ADDRESS);
        resultLength = function("chdb_result_length", JAVA_LONG, ADDRESS);
        resultError = function("chdb_result_error", ADDRESS, ADDRESS);
        resultElapsed = function("chdb_result_elapsed", JAVA_DOUBLE, ADDRESS);
        resultRows = function("chdb_result_rows_read", JAVA_LONG, ADDRESS);
        resultBytes = function("chdb_result_bytes_read", JAVA_LONG, ADDRESS);
        readRows = function("chdb_result_storage_rows_read", JAVA_LONG, ADDRESS);
        readBytes = function("chdb_result_storage_bytes_read", JAVA_LONG, ADDRESS);
        writtenRows = function("chdb_result_rows_written", JAVA_LONG, ADDRESS);
        writtenBytes = function("chdb_result_bytes_written", JAVA_LONG, ADDRESS);
        destroyResult = function("chdb_destroy_query_result", null, ADDRESS);
        pipe = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("pipe"), FunctionDescriptor.of(JAVA_INT, ADDRESS));
        closeDescriptor = LINKER.downcallHandle(
                LINKER.defaultLookup().findOrThrow("close"), FunctionDescriptor.of(JAVA_INT, JAVA_INT));
        try {
            function("chdb_set_signal_handlers_enabled", null, JAVA_INT).invokeExact(0);
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }

    /** (connection, sql, length, format, length, names, their lengths, values, their lengths, count). */
    private MethodHandle withParameters(String name) {
        return function(
                name, ADDRESS, ADDRESS, ADDRESS, JAVA_LONG, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS, ADDRESS, ADDRESS,
                JAVA_LONG);
    }

    private MethodHandle function(String name, @Nullable MemoryLayout result, MemoryLayout... arguments) {
        MemorySegment symbol = symbols.find(name)
                .orElseThrow(() -> new IllegalStateException(
                        "The engine library has no function " + name + ": it is not libchdb 26.7 or newer"));
        FunctionDescriptor descriptor = result == null
                ? FunctionDescriptor.ofVoid(arguments)
                : FunctionDescriptor.of(result, arguments);
        return LINKER.downcallHandle(symbol, descriptor);
    }
}
