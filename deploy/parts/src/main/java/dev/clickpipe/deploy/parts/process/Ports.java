package dev.clickpipe.deploy.parts.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports on loopback, reserved until closed.
 * <p>
 * A port that is free now may be taken before its server listens: so each has a lock file, which keeps other launchers
 * off, and comes from below the range that the kernel gives to outgoing connections.
 */
public final class Ports implements AutoCloseable {
    private static final int LOWEST = 18000;
    private static final int HIGHEST = 31999;
    private static final int ATTEMPTS = 2000;

    private static final Set<Integer> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Map<Integer, FileChannel> reserved = new HashMap<>();

    public Ports() {
        this(Path.of(System.getProperty("java.io.tmpdir"), "clickpipe-ports-" + System.getProperty("user.name")));
    }

    /** With lock files in that folder. */
    public Ports(Path folder) {
        this.folder = folder;
    }

    /** The first of the preferred ports that is free, else any free one. */
    public synchronized int reserve(List<Integer> preferred) {
        for (int port : preferred) {
            if (take(port)) {
                return port;
            }
        }
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST + 1);
            if (take(port)) {
                return port;
            }
        }
        throw new PartException("No free port was found on loopback between " + LOWEST + " and " + HIGHEST
                + ": stop what uses them");
    }

    private boolean take(int port) {
        // Locks belong to the JVM: within it they are told apart by this set, and no second channel is opened,
        // because closing any channel of a file gives back all of the JVM's locks on it.
        if (!HELD.add(port)) {
            return false;
        }
        try {
            Files.createDirectories(folder);
            FileChannel channel = FileChannel.open(folder.resolve(port + ".lock"), StandardOpenOption.CREATE,
                    StandardOpenOption.WRITE);
            if (channel.tryLock() != null && isFree(port)) {
                reserved.put(port, channel);
                return true;
            }
            channel.close();
        } catch (IOException e) {
            HELD.remove(port);
            throw new PartException("Port " + port + " cannot be reserved in " + folder + ": " + e.getMessage(), e);
        }
        HELD.remove(port);
        return false;
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // A port in TIME_WAIT is free for servers, which all set the same option.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        reserved.forEach((port, channel) -> {
            try {
                channel.close();
            } catch (IOException e) {
                // The lock ends with this JVM at the latest.
            }
            HELD.remove(port);
        });
        reserved.clear();
    }
}
