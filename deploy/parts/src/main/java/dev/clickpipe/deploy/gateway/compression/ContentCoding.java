package dev.clickpipe.deploy.gateway.compression;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.jspecify.annotations.Nullable;

/** A value of Content-Encoding. */
public enum ContentCoding {
    NONE, GZIP, DEFLATE, LZ4;

    private static final int BUFFER_BYTES = 1 << 16;

    /**
     * Reads the header of a request.
     *
     * @throws CompressionException for a coding that is not known here
     */
    public static ContentCoding ofRequest(@Nullable String header) throws CompressionException {
        return switch (header == null ? "" : header.strip().toLowerCase(Locale.ROOT)) {
            case "", "identity" -> NONE;
            case "gzip", "x-gzip" -> GZIP;
            case "deflate" -> DEFLATE;
            case "lz4" -> LZ4;
            default -> throw new CompressionException(
                    "Unknown compression method of Content-Encoding: '" + header + "'. Use gzip, deflate or lz4");
        };
    }

    /** The first of the codings that a client accepts and this knows, in the order a server prefers them. */
    public static ContentCoding accepted(@Nullable String header) {
        String accepted = header == null ? "" : header.toLowerCase(Locale.ROOT);
        if (accepted.contains("lz4")) {
            return LZ4;
        }
        if (accepted.contains("gzip")) {
            return GZIP;
        }
        return accepted.contains("deflate") ? DEFLATE : NONE;
    }

    /** As it stands in a header; empty for none. */
    public String headerValue() {
        return this == NONE ? "" : name().toLowerCase(Locale.ROOT);
    }

    public InputStream decode(InputStream source) throws IOException {
        return switch (this) {
            case NONE -> source;
            case GZIP -> new GZIPInputStream(source, BUFFER_BYTES);
            case DEFLATE -> new InflaterInputStream(source);
            case LZ4 -> new LZ4FrameInputStream(source);
        };
    }

    public OutputStream encode(OutputStream target) throws IOException {
        return switch (this) {
            case NONE -> target;
            case GZIP -> new GZIPOutputStream(target, BUFFER_BYTES, true);
            case DEFLATE -> new DeflaterOutputStream(target, true);
            case LZ4 -> new LZ4FrameOutputStream(target, LZ4FrameOutputStream.BLOCKSIZE.SIZE_256KB);
        };
    }
}
