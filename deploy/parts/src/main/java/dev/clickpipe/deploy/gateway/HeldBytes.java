package dev.clickpipe.deploy.gateway;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Bytes held back: up to a bound in memory, and beyond it either sent on or, when they are wanted whole, kept in a file.
 */
final class HeldBytes extends OutputStream {
    /** A server's default of buffer_size. */
    private static final int MEMORY_BYTES = 1 << 20;

    /** Gives the place where the bytes go when they become too many. */
    @FunctionalInterface
    interface Overflow {
        OutputStream open() throws IOException;
    }

    private final boolean whole;
    private final Overflow overflow;
    private byte[] memory = new byte[4096];
    private int used;
    private long size;
    private @Nullable OutputStream target;
    private @Nullable OutputStream spill;
    private @Nullable Path file;

    HeldBytes(boolean whole, Overflow overflow) {
        this.whole = whole;
        this.overflow = overflow;
    }

    /** Whether nothing has been sent yet. */
    boolean holding() {
        return target == null;
    }

    long size() {
        return size;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        size += length;
        if (target != null) {
            target.write(source, offset, length);
            return;
        }
        if (spill == null && used + length <= MEMORY_BYTES) {
            if (memory.length < used + length) {
                memory = Arrays.copyOf(memory, Math.max(used + length, Math.min(MEMORY_BYTES, 2 * memory.length)));
            }
            System.arraycopy(source, offset, memory, used, length);
            used += length;
            return;
        }
        if (!whole) {
            OutputStream opened = overflow.open();
            target = opened;
            opened.write(memory, 0, used);
            memory = new byte[0];
            opened.write(source, offset, length);
            return;
        }
        if (spill == null) {
            Path path = Files.createTempFile("face-answer-", ".tmp");
            file = path;
            spill = Files.newOutputStream(path);
        }
        spill.write(source, offset, length);
    }

    @Override
    public void flush() throws IOException {
        if (target != null) {
            target.flush();
        }
    }

    /** Closing the stream of bytes completes nothing: what becomes of them is decided afterwards. */
    @Override
    public void close() {}

    /** Sends what was held. */
    void release(OutputStream place) throws IOException {
        target = place;
        place.write(memory, 0, used);
        OutputStream spilled = spill;
        Path path = file;
        if (spilled != null && path != null) {
            spilled.close();
            Files.copy(path, place);
        }
        discard();
    }

    /** Completes the answer that the bytes went to. */
    void complete() throws IOException {
        if (target != null) {
            target.close();
        }
    }

    /** Forgets what is held. */
    void discard() {
        memory = new byte[0];
        used = 0;
        Path path = file;
        OutputStream spilled = spill;
        file = null;
        spill = null;
        try {
            if (spilled != null) {
                spilled.close();
            }
            if (path != null) {
                Files.deleteIfExists(path);
            }
        } catch (IOException leftBehind) {
            throw new java.io.UncheckedIOException("A temporary file could not be removed", leftBehind);
        }
    }
}
