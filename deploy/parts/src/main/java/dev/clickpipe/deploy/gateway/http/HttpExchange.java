package dev.clickpipe.deploy.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request and its answer. Its handler's thread alone uses it, except for the word that the client is gone. */
public final class HttpExchange {
    /** What a client may still send of a request that is refused, so that it gets to read why. */
    private static final long DISCARDED_BYTES = 256L << 20;

    private final HttpRequest request;
    private final RequestBody body;
    private final ResponseBody response;
    private final Map<String, String> parameters = new LinkedHashMap<>();
    private final String path;
    private @Nullable Runnable onDisconnect;
    private boolean disconnected;
    private boolean begun;

    HttpExchange(Channel channel, HttpRequest request) {
        this.request = request;
        this.response = new ResponseBody(channel);
        boolean asks = HttpUtil.is100ContinueExpected(request);
        this.body = new RequestBody(channel, () -> {
            if (asks) {
                ChannelFuture unused = channel.writeAndFlush(
                        new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE,
                                Unpooled.EMPTY_BUFFER));
            }
        });
        QueryStringDecoder target = new QueryStringDecoder(request.uri(), java.nio.charset.StandardCharsets.UTF_8, true,
                4096);
        this.path = target.path();
        target.parameters().forEach((name, values) -> parameters.put(name, values.getLast()));
    }

    /** Answers what is no HTTP and closes the connection. */
    static void refuse(Channel channel, HttpRequest request) {
        boolean tooLong = request.decoderResult()
                .cause() instanceof io.netty.handler.codec.http.TooLongHttpLineException;
        var answer = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                tooLong ? HttpResponseStatus.REQUEST_URI_TOO_LONG : HttpResponseStatus.BAD_REQUEST,
                Unpooled.EMPTY_BUFFER);
        HttpUtil.setContentLength(answer, 0);
        ChannelFuture unused = channel.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    public String method() {
        return request.method().name();
    }

    public String path() {
        return path;
    }

    /** Of the URL, decoded, in their order; of one name given twice the last value counts. */
    public Map<String, String> parameters() {
        return parameters;
    }

    public @Nullable String header(String name) {
        return request.headers().get(name);
    }

    RequestBody body() {
        return body;
    }

    /** The bytes of the request. The first read tells a waiting client to go on. */
    public InputStream requestBody() {
        return body;
    }

    /** Called once, on another thread, when the client closes the connection before the answer is complete. */
    public void onDisconnect(Runnable action) {
        boolean now;
        synchronized (this) {
            onDisconnect = action;
            now = disconnected;
        }
        if (now) {
            action.run();
        }
    }

    void disconnected() {
        Runnable action;
        synchronized (this) {
            disconnected = true;
            action = onDisconnect;
        }
        body.disconnected();
        response.disconnected();
        if (action != null) {
            Thread.ofPlatform().daemon().name("face-disconnect").start(action);
        }
    }

    void wake() {
        response.wake();
    }

    /**
     * Sends status and headers.
     *
     * @param length bytes that will follow, or -1 when that is not known
     * @return where the bytes go; closing it completes the answer
     */
    public OutputStream respond(int status, List<Map.Entry<String, String>> headers, long length) throws IOException {
        if (begun) {
            throw new IllegalStateException("An answer was begun already");
        }
        begun = true;
        boolean keep = HttpUtil.isKeepAlive(request) && discardRest();
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status));
        HttpHeaders target = head.headers();
        headers.forEach(header -> target.add(header.getKey(), header.getValue()));
        if (length >= 0) {
            HttpUtil.setContentLength(head, length);
        } else if (request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            keep = false;
        } else {
            HttpUtil.setTransferEncodingChunked(head, true);
        }
        target.set(HttpHeaderNames.CONNECTION, keep ? HttpHeaderValues.KEEP_ALIVE : HttpHeaderValues.CLOSE);
        response.begin(head, request.method().equals(HttpMethod.HEAD), keep);
        return response;
    }

    /** A client that is still sending would not read the answer, and its bytes would be taken for a request. */
    private boolean discardRest() throws IOException {
        if (body.exhausted()) {
            return true;
        }
        if (!body.started() && HttpUtil.is100ContinueExpected(request)) {
            return false;
        }
        byte[] buffer = new byte[1 << 16];
        long discarded = 0;
        int size = 0;
        while (size >= 0 && discarded < DISCARDED_BYTES) {
            size = body.read(buffer, 0, buffer.length);
            discarded += Math.max(0, size);
        }
        return size < 0;
    }

    public boolean begun() {
        return begun;
    }

    boolean reusable() {
        body.close();
        return response.completed() && response.keepsConnection();
    }
}
