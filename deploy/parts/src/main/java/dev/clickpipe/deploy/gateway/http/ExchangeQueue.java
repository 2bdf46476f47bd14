package dev.clickpipe.deploy.gateway.http;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** The requests of one connection, one after the other. Everything here runs on the connection's event loop. */
final class ExchangeQueue extends ChannelInboundHandlerAdapter {
    private final HttpHandler handler;
    private final Executor executor;
    private final ArrayDeque<Object> waiting = new ArrayDeque<>();
    private @Nullable HttpExchange current;

    ExchangeQueue(HttpHandler handler, Executor executor) {
        this.handler = handler;
        this.executor = executor;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!waiting.isEmpty() || (current != null && message instanceof HttpRequest)) {
            // A pipelined request: nothing more is read until the one before it is answered.
            waiting.add(message);
            context.channel().config().setAutoRead(false);
            return;
        }
        deliver(context, message);
    }

    private void deliver(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            if (request.decoderResult().isFailure()) {
                ReferenceCountUtil.release(message);
                HttpExchange.refuse(context.channel(), request);
                return;
            }
            HttpExchange exchange = new HttpExchange(context.channel(), request);
            current = exchange;
            try {
                executor.execute(() -> run(context, exchange));
            } catch (RejectedExecutionException closing) {
                ChannelFuture unused = context.close();
            }
        }
        if (message instanceof HttpContent content && current != null) {
            current.body().offer(content);
        } else {
            ReferenceCountUtil.release(message);
        }
    }

    private void run(ChannelHandlerContext context, HttpExchange exchange) {
        boolean reusable = false;
        try {
            handler.handle(exchange);
            reusable = exchange.reusable();
        } catch (IOException gone) {
            // The connection is broken below; there is nobody to tell.
        } finally {
            boolean next = reusable;
            finishLater(context, next);
        }
    }

    private void finishLater(ChannelHandlerContext context, boolean reusable) {
        try {
            context.executor().execute(() -> finished(context, reusable));
        } catch (RejectedExecutionException ended) {
            // The server was closed meanwhile, and with it the connection.
        }
    }

    private void finished(ChannelHandlerContext context, boolean reusable) {
        current = null;
        if (!reusable) {
            ChannelFuture unused = context.close();
            return;
        }
        while (!waiting.isEmpty() && !(current != null && waiting.peek() instanceof HttpRequest)) {
            deliver(context, waiting.remove());
        }
        if (waiting.isEmpty() && !context.channel().config().isAutoRead()) {
            context.channel().config().setAutoRead(true);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (current != null) {
            current.wake();
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        waiting.forEach(ReferenceCountUtil::release);
        waiting.clear();
        if (current != null) {
            current.disconnected();
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        ChannelFuture unused = context.close();
    }
}
