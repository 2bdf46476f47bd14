package dev.clickpipe.deploy.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The bytes of an answer; writing waits while the client is slow. */
final class ResponseBody extends OutputStream {
    private static final int PIECE_BYTES = 1 << 16;

    private final Channel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition writable = lock.newCondition();
    private @Nullable ByteBuf piece;
    private boolean gone;
    private boolean withoutBody;
    private boolean keepConnection;
    private boolean completed;

    ResponseBody(Channel channel) {
        this.channel = channel;
    }

    void begin(HttpResponse head, boolean bodyless, boolean keep) {
        withoutBody = bodyless;
        keepConnection = keep;
        ChannelFuture unused = channel.write(head);
    }

    /** On the event loop. */
    void wake() {
        lock.lock();
        try {
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** On the event loop. */
    void disconnected() {
        lock.lock();
        try {
            gone = true;
            writable.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        if (withoutBody) {
            return;
        }
        int at = offset;
        int rest = length;
        while (rest > 0) {
            ByteBuf target = piece;
            if (target == null) {
                target = channel.alloc().buffer(PIECE_BYTES, PIECE_BYTES);
                piece = target;
            }
            int size = Math.min(rest, target.writableBytes());
            target.writeBytes(source, at, size);
            at += size;
            rest -= size;
            if (!target.isWritable()) {
                send();
            }
        }
    }

    @Override
    public void flush() throws IOException {
        send();
        channel.flush();
    }

    private void send() throws IOException {
        ByteBuf full = piece;
        piece = null;
        lock.lock();
        try {
            while (!gone && !channel.isWritable()) {
                writable.await();
            }
            if (gone || !channel.isActive()) {
                if (full != null) {
                    full.release();
                }
                throw new ClientGoneException("The client closed the connection");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            if (full != null) {
                full.release();
            }
            throw new ClientGoneException("Interrupted while an answer was sent");
        } finally {
            lock.unlock();
        }
        if (full != null) {
            ChannelFuture unused = channel.writeAndFlush(new DefaultHttpContent(full));
        }
    }

    /** Completes the answer. */
    @Override
    public void close() throws IOException {
        if (completed) {
            return;
        }
        send();
        completed = true;
        var sent = channel.writeAndFlush(LastHttpContent.EMPTY_LAST_CONTENT);
        if (!keepConnection) {
            sent.awaitUninterruptibly();
        }
    }

    boolean completed() {
        return completed;
    }

    boolean keepsConnection() {
        return keepConnection;
    }
}
