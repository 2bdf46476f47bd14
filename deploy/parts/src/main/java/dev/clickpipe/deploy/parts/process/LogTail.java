package dev.clickpipe.deploy.parts.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What one run has appended to a log file that outlives runs. */
public final class LogTail {
    private static final int BYTES_MAX = 256 * 1024;

    private final Path log;
    private final long start;

    private LogTail(Path log, long start) {
        this.log = log;
        this.start = start;
    }

    /** Begins at the present end of the file, which need not exist yet. */
    public static LogTail from(Path log) {
        try {
            return new LogTail(log, Files.exists(log) ? Files.size(log) : 0);
        } catch (IOException e) {
            throw new PartException("The log " + log + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The file. */
    public Path file() {
        return log;
    }

    /** The lines of this run, at most the last 256 KiB of them. */
    public List<String> lines() {
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(start, file.length() - BYTES_MAX);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - from)];
            file.seek(from);
            file.readFully(bytes);
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new PartException("The log " + log + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** The last lines of this run under a heading that names the file, for an error message. */
    public String last(int count) {
        List<String> lines = lines();
        List<String> last = lines.subList(Math.max(0, lines.size() - count), lines.size());
        return "The end of its log " + log + (last.isEmpty() ? " is empty." : ":\n" + String.join("\n", last));
    }
}
