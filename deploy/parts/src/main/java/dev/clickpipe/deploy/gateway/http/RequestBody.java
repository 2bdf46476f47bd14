package dev.clickpipe.deploy.gateway.http;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The bytes of a request as they arrive; the connection stops reading while enough of them wait. */
final class RequestBody extends InputStream {
    private static final int ENOUGH_BYTES = 1 << 20;

    private final Channel channel;
    private final Runnable firstRead;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    private final ArrayDeque<HttpContent> pieces = new ArrayDeque<>();
    private int waitingBytes;
    private boolean started;
    private boolean complete;
    private boolean broken;

    RequestBody(Channel channel, Runnable firstRead) {
        this.channel = channel;
        this.firstRead = firstRead;
    }

    /** On the event loop. */
    void offer(HttpContent piece) {
        lock.lock();
        try {
            if (piece.decoderResult().isFailure() || broken) {
                broken = true;
                ReferenceCountUtil.release(piece);
            } else {
                complete = piece instanceof LastHttpContent;
                waitingBytes += piece.content().readableBytes();
                pieces.add(piece);
                if (waitingBytes > ENOUGH_BYTES) {
                    channel.config().setAutoRead(false);
                }
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** On the event loop: no more will come. */
    void disconnected() {
        lock.lock();
        try {
            broken |= !complete;
            if (broken) {
                release();
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        lock.lock();
        try {
            if (!started) {
                started = true;
                firstRead.run();
            }
            HttpContent piece = nextPiece();
            if (piece == null) {
                return -1;
            }
            int size = Math.min(length, piece.content().readableBytes());
            piece.content().readBytes(target, offset, size);
            waitingBytes -= size;
            if (waitingBytes <= ENOUGH_BYTES / 2 && !channel.config().isAutoRead() && !complete) {
                channel.config().setAutoRead(true);
            }
            return size;
        } finally {
            lock.unlock();
        }
    }

    /** A piece with bytes in it, null at the end. */
    private @Nullable HttpContent nextPiece() throws IOException {
        while (true) {
            HttpContent piece = pieces.peek();
            if (piece != null && piece.content().isReadable()) {
                return piece;
            }
            if (piece != null) {
                pieces.remove().release();
                continue;
            }
            if (broken) {
                throw new ClientGoneException("The client closed the connection before the end of its request");
            }
            if (complete) {
                return null;
            }
            try {
                arrived.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new ClientGoneException("Interrupted while a request was read");
            }
        }
    }

    /** Whether a client that asked for leave to send was never given it, or everything it sent was read. */
    boolean exhausted() {
        lock.lock();
        try {
            return complete && waitingBytes == 0;
        } finally {
            lock.unlock();
        }
    }

    boolean started() {
        lock.lock();
        try {
            return started;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            release();
        } finally {
            lock.unlock();
        }
    }

    private void release() {
        pieces.forEach(ReferenceCountUtil::release);
        pieces.clear();
        waitingBytes = 0;
    }
}
