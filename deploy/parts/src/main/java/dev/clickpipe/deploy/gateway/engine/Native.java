package dev.clickpipe.deploy.gateway.engine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Java values as the engine's C functions take and give them. */
@SuppressWarnings("restricted") // Sizes of what C points at are known by contract alone.
final class Native {
    private Native() {}

    /** Names and values of query parameters as four parallel C arrays. */
    record Parameters(MemorySegment names, MemorySegment nameLengths, MemorySegment values, MemorySegment valueLengths,
            long count) {
        static Parameters of(Arena arena, Map<String, String> parameters) {
            if (parameters.isEmpty()) {
                return new Parameters(
                        MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL, MemorySegment.NULL, 0);
            }
            List<byte[]> names = parameters.keySet().stream().map(Native::utf8).toList();
            List<byte[]> values = parameters.values().stream().map(Native::utf8).toList();
            return new Parameters(
                    pointers(arena, names), lengths(arena, names), pointers(arena, values), lengths(arena, values),
                    parameters.size());
        }

        private static MemorySegment pointers(Arena arena, List<byte[]> texts) {
            MemorySegment array = arena.allocate(ADDRESS, texts.size());
            for (int i = 0; i < texts.size(); i++) {
                array.setAtIndex(ADDRESS, i, bytes(arena, texts.get(i)));
            }
            return array;
        }

        private static MemorySegment lengths(Arena arena, List<byte[]> texts) {
            MemorySegment array = arena.allocate(JAVA_LONG, texts.size());
            for (int i = 0; i < texts.size(); i++) {
                array.setAtIndex(JAVA_LONG, i, texts.get(i).length);
            }
            return array;
        }
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** A copy that also ends with a zero, which the engine's tokenizer likes to look at. */
    static MemorySegment bytes(Arena arena, byte[] source) {
        MemorySegment copy = arena.allocate(source.length + 1L);
        MemorySegment.copy(source, 0, copy, JAVA_BYTE, 0, source.length);
        return copy;
    }

    static MemorySegment strings(Arena arena, List<String> texts) {
        MemorySegment array = arena.allocate(ADDRESS, texts.size() + 1L);
        for (int i = 0; i < texts.size(); i++) {
            array.setAtIndex(ADDRESS, i, arena.allocateFrom(texts.get(i)));
        }
        return array;
    }

    /** A C string, null for a null pointer. */
    static @Nullable String string(MemorySegment pointer) {
        return pointer.address() == 0
                ? null
                : pointer.reinterpret(Long.MAX_VALUE).getString(0, StandardCharsets.UTF_8);
    }

    static MemorySegment pointee(MemorySegment pointer) {
        return pointer.reinterpret(ADDRESS.byteSize()).get(ADDRESS, 0);
    }

    static MemorySegment sized(MemorySegment pointer, long size) {
        return pointer.reinterpret(size);
    }

    /** What a method handle declares to throw and a C function never does. */
    static RuntimeException unexpected(Throwable failure) {
        return switch (failure) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            default -> new IllegalStateException("A call into the engine failed", failure);
        };
    }
}
