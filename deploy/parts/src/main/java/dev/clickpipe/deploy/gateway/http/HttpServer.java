package dev.clickpipe.deploy.gateway.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * An HTTP/1.1 server on the loopback address.
 *
 * <p>Netty, because it alone of the usual servers goes on reading while a request is worked on and so learns at once
 * that a client went away; the JDK's server and those made for blocking handlers find out when they next write.
 */
public final class HttpServer implements AutoCloseable {
    /** ClickHouse's default of http_max_uri_size: a statement may stand in the URL. */
    private static final int URI_BYTES = 1 << 20;
    private static final int HEADER_BYTES = 1 << 20;
    private static final int CHUNK_BYTES = 1 << 16;
    private static final WriteBufferWaterMark WRITE_BUFFER = new WriteBufferWaterMark(1 << 18, 1 << 20);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final Channel listener;

    /**
     * Listens.
     *
     * @param port 0 for any that is free
     * @param handler called on a thread of the executor, once per request
     */
    public HttpServer(int port, HttpHandler handler, Executor executor) throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap().group(loops).channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024).childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_BUFFER)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                        channels.add(channel);
                        channel.pipeline().addLast(
                                new HttpServerCodec(
                                        new HttpDecoderConfig().setMaxInitialLineLength(URI_BYTES)
                                                .setMaxHeaderSize(HEADER_BYTES).setMaxChunkSize(CHUNK_BYTES)),
                                new ExchangeQueue(handler, executor));
                    }
                });
        var bound = bootstrap.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully().awaitUninterruptibly();
            throw new IOException("Port " + port + " of the loopback address cannot be listened on", bound.cause());
        }
        listener = bound.channel();
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** Takes no more connections and breaks those that are open. */
    @Override
    public void close() {
        listener.close().awaitUninterruptibly();
        channels.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
