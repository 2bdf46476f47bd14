package dev.clickpipe.deploy.gateway.compression;

import com.github.luben.zstd.Zstd;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;

/** Unpacks what {@link BlockOutputStream} describes; blocks that are stored, LZ4 or ZSTD. */
public final class BlockInputStream extends InputStream {
    /** ClickHouse's DBMS_MAX_COMPRESSED_SIZE. */
    private static final int MOST_BYTES = 1 << 30;
    private static final byte STORED = 0x02;
    private static final byte ZSTD = (byte) 0x90;
    private static final LZ4SafeDecompressor DECOMPRESSOR = LZ4Factory.fastestInstance().safeDecompressor();

    private final InputStream source;
    private byte[] packed = new byte[1 << 16];
    private byte[] block = new byte[0];
    private int at;
    private int size;

    public BlockInputStream(InputStream source) {
        this.source = source;
    }

    @Override
    public int read() throws IOException {
        return at < size || readBlock() ? block[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (at == size && !readBlock()) {
            return -1;
        }
        int part = Math.min(length, size - at);
        System.arraycopy(block, at, target, offset, part);
        at += part;
        return part;
    }

    private boolean readBlock() throws IOException {
        int head = BlockOutputStream.HASH_BYTES + BlockOutputStream.HEADER_BYTES;
        at = 0;
        size = 0;
        while (size == 0) {
            int got = source.readNBytes(packed, 0, head);
            if (got == 0) {
                return false;
            }
            if (got < head) {
                throw new EOFException("The request's data end in the head of a compressed block");
            }
            ByteBuffer header = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
            int compressed = header.getInt(BlockOutputStream.HASH_BYTES + 1);
            int unpacked = header.getInt(BlockOutputStream.HASH_BYTES + 5);
            readPacked(compressed, unpacked);
            unpack(compressed - BlockOutputStream.HEADER_BYTES, unpacked);
            size = unpacked;
        }
        return true;
    }

    private void readPacked(int compressed, int unpacked) throws IOException {
        if (compressed < BlockOutputStream.HEADER_BYTES || compressed > MOST_BYTES || unpacked < 0
                || unpacked > MOST_BYTES) {
            throw new CompressionException(
                    "The head of a compressed block names impossible sizes: is the data compressed?");
        }
        int total = BlockOutputStream.HASH_BYTES + compressed;
        if (packed.length < total) {
            packed = java.util.Arrays.copyOf(packed, total);
        }
        int head = BlockOutputStream.HASH_BYTES + BlockOutputStream.HEADER_BYTES;
        if (source.readNBytes(packed, head, total - head) < total - head) {
            throw new EOFException("The request's data end inside a compressed block");
        }
        ByteBuffer given = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        long[] hash = BlockChecksum.of(packed, BlockOutputStream.HASH_BYTES, compressed);
        if (hash[0] != given.getLong(0) || hash[1] != given.getLong(8)) {
            throw new CompressionException("The checksum of a compressed block does not match");
        }
    }

    private void unpack(int length, int unpacked) throws IOException {
        if (block.length < unpacked) {
            block = new byte[unpacked];
        }
        int from = BlockOutputStream.HASH_BYTES + BlockOutputStream.HEADER_BYTES;
        byte method = packed[BlockOutputStream.HASH_BYTES];
        long size = switch (method) {
            case STORED -> store(from, length);
            case BlockOutputStream.LZ4 -> lz4(from, length);
            // The driver's own choice for requests, unless it is told otherwise.
            case ZSTD -> Zstd.decompressByteArray(block, 0, unpacked, packed, from, length);
            default -> throw new CompressionException(
                    "A compressed block has the unknown method 0x%02x: use LZ4 or ZSTD".formatted(method));
        };
        if (size != unpacked) {
            throw new CompressionException("A compressed block does not have the size that its head names");
        }
    }

    private int store(int from, int length) {
        System.arraycopy(packed, from, block, 0, Math.min(length, block.length));
        return length;
    }

    private int lz4(int from, int length) throws CompressionException {
        try {
            return DECOMPRESSOR.decompress(packed, from, length, block, 0);
        } catch (LZ4Exception broken) {
            throw new CompressionException("A compressed block cannot be unpacked: " + broken.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
