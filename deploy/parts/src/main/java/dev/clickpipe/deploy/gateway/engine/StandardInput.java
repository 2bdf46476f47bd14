package dev.clickpipe.deploy.gateway.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/**
 * The standard input of the process, kept from the engine: statements such as {@code SELECT … FROM file('-', …)} would
 * read it, wait on it for ever, and take what the starter of the process says with it.
 */
public final class StandardInput {
    private StandardInput() {}

    /** Moves it to another descriptor, puts an empty file in its place, and gives it. */
    public static InputStream keepFromEngine() throws IOException {
        try (Arena arena = Arena.ofConfined()) {
            int kept = (int) function("dup", JAVA_INT).invokeExact(0);
            int empty = (int) function("open", ADDRESS, JAVA_INT).invokeExact(arena.allocateFrom("/dev/null"), 0);
            if (kept < 0 || empty < 0 || (int) function("dup2", JAVA_INT, JAVA_INT).invokeExact(empty, 0) != 0) {
                throw new IOException("The standard input could not be moved");
            }
            return new FileInputStream("/dev/fd/" + kept);
        } catch (IOException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw Native.unexpected(failure);
        }
    }

    @SuppressWarnings("restricted") // There is no Java for descriptors.
    private static MethodHandle function(String name, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name),
                FunctionDescriptor.of(JAVA_INT, arguments));
    }
}
