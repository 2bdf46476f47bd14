package dev.clickpipe.activities.binlog;

import com.github.shyiko.mysql.binlog.BinaryLogClient;
import com.github.shyiko.mysql.binlog.network.SSLMode;
import dev.clickpipe.activities.binlog.event.EventReader;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.logging.PipeFields;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import java.io.EOFException;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One dump connection and the thread that reads it. Never reconnects: whoever owns the position decides whether to.
 *
 * <p>The server is told to wait long for a reader that is held up, and to say at least once a second that it has nothing.
 */
public final class BinlogConnection implements AutoCloseable {
    private static final long HEARTBEAT_MILLISECONDS = 1_000;
    private static final long CONNECT_MILLISECONDS = 30_000;
    /** How long the destination may hold the reader up before the server gives the dump up. */
    private static final long NET_WRITE_TIMEOUT_SECONDS = 3_600;

    private final BinlogSource source;
    private final Coordinates from;
    private final BinlogHandler handler;
    private final long passedThrough;
    private final DumpClient client;
    private final Thread reader;
    private final CountDownLatch started = new CountDownLatch(1);
    private final AtomicReference<@Nullable SourceIdentity> identity = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean closing;

    private BinlogConnection(BinlogSource source, Coordinates from, @Nullable SourceIdentity server,
            BinlogHandler handler) {
        this.source = source;
        this.from = from;
        this.handler = handler;
        passedThrough = DumpClient.passedThrough(from);
        client = new DumpClient(source, from,
                preparing -> identity.set(SourceFacts.check(preparing, source.flavour(), from, server)));
        reader = Thread.ofPlatform().name("binlog-" + source.serverId()).daemon()
                .unstarted(PipeFields.handedTo(this::run));
    }

    /**
     * Connects, checks that the server can go on from there, and lets the events come.
     *
     * @param from the position that is applied; the first event is the one behind it
     * @throws PipeException when there is no dump to be had; then the handler hears nothing
     */
    public static BinlogConnection open(BinlogSource source, Coordinates from, BinlogHandler handler)
            throws InterruptedException {
        return connect(source, from, null, handler);
    }

    /**
     * The same on one server alone, as a file's offset needs it.
     *
     * @param server the one that the position was read on
     */
    public static BinlogConnection open(BinlogSource source, Coordinates from, SourceIdentity server,
            BinlogHandler handler) throws InterruptedException {
        return connect(source, from, server, handler);
    }

    private static BinlogConnection connect(BinlogSource source, Coordinates from, @Nullable SourceIdentity server,
            BinlogHandler handler) throws InterruptedException {
        BinlogConnection connection = new BinlogConnection(source, from, server, handler);
        connection.start();
        return connection;
    }

    /** Which server is at the other end. */
    public SourceIdentity identity() {
        SourceIdentity read = identity.get();
        if (read == null) {
            throw new IllegalStateException("the connection was never open");
        }
        return read;
    }

    /** Cuts the connection. The handler hears of its end on the reader thread, which is interrupted if it is held up. */
    @Override
    public void close() {
        closing = true;
        try {
            client.cut();
        } catch (IOException e) {
            // It is cut then.
        }
        if (Thread.currentThread() != reader) {
            reader.interrupt();
        }
    }

    private void start() throws InterruptedException {
        EventReader events = new EventReader(source.flavour(), passedThrough, handler::handle);
        client.setServerId(source.serverId());
        client.setKeepAlive(false);
        client.setHeartbeatInterval(HEARTBEAT_MILLISECONDS);
        client.setConnectTimeout(CONNECT_MILLISECONDS);
        client.setNetWriteTimeout(NET_WRITE_TIMEOUT_SECONDS);
        client.setEventDeserializer(new DumpFraming(event -> {
            if (!closing) {
                events.read(event);
            }
        }));
        if (source.tls().disabled()) {
            client.setSSLMode(SSLMode.DISABLED);
        } else {
            client.setSSLMode(SSLMode.VERIFY_CA);
            client.setSslSocketFactory(new TlsSocketFactory(source.host(), source.tls()));
        }
        client.registerLifecycleListener(new Listener());
        reader.start();
        try {
            started.await();
        } catch (InterruptedException e) {
            close();
            throw e;
        }
        Throwable early = failure.get();
        if (early != null && !client.dumping()) {
            throw DumpErrors.classify(early, from);
        }
    }

    private void run() {
        try {
            client.connect();
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
        if (client.dumping()) {
            handler.ended(ending());
        } else {
            failure.compareAndSet(null, new IOException("closed before it was open"));
        }
        started.countDown();
    }

    private BinlogEnding ending() {
        Throwable cause = failure.get();
        if (closing) {
            return new BinlogEnding.Closed();
        }
        return new BinlogEnding.Failed(
                DumpErrors.classify(cause == null ? new EOFException("the binlog's events ended") : cause, from));
    }

    private final class Listener extends BinaryLogClient.AbstractLifecycleListener {
        @Override
        public void onConnect(BinaryLogClient connected) {
            client.markDumping();
            started.countDown();
        }

        @Override
        public void onCommunicationFailure(BinaryLogClient failed, Exception cause) {
            failure.compareAndSet(null, cause);
        }
    }

    /** Waits until the reader thread has ended, for tests and orderly shutdown. */
    public boolean awaitEnd(long timeout, TimeUnit unit) throws InterruptedException {
        return reader.join(java.time.Duration.of(timeout, unit.toChronoUnit()));
    }
}
