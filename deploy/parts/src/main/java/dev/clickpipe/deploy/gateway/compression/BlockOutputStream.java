package dev.clickpipe.deploy.gateway.compression;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Factory;

/**
 * ClickHouse's own compressed blocks, LZ4 ({@code src/Compression/CompressedWriteBuffer.cpp}), little-endian:
 *
 * <pre>
 *  0        16       17                 21                   25
 *  +--------+--------+------------------+--------------------+---------
 *  | CityHash128     | 0x82 | size of 16.. without the hash  | size unpacked | LZ4 block
 *  +--------+--------+------------------+--------------------+---------
 * </pre>
 */
public final class BlockOutputStream extends OutputStream {
    static final int HASH_BYTES = 16;
    static final int HEADER_BYTES = 9;
    static final byte LZ4 = (byte) 0x82;
    private static final int BLOCK_BYTES = 1 << 20;
    private static final LZ4Compressor COMPRESSOR = LZ4Factory.fastestInstance().fastCompressor();

    private final OutputStream target;
    private final byte[] block;
    private final byte[] packed;
    private int size;

    public BlockOutputStream(OutputStream target) {
        this.target = target;
        this.block = new byte[BLOCK_BYTES];
        this.packed = new byte[HASH_BYTES + HEADER_BYTES + COMPRESSOR.maxCompressedLength(BLOCK_BYTES)];
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[]{(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] source, int offset, int length) throws IOException {
        int at = offset;
        int rest = length;
        while (rest > 0) {
            int part = Math.min(rest, BLOCK_BYTES - size);
            System.arraycopy(source, at, block, size, part);
            size += part;
            at += part;
            rest -= part;
            if (size == BLOCK_BYTES) {
                writeBlock();
            }
        }
    }

    private void writeBlock() throws IOException {
        if (size == 0) {
            return;
        }
        int compressed = COMPRESSOR.compress(
                block, 0, size, packed, HASH_BYTES + HEADER_BYTES, packed.length - HASH_BYTES - HEADER_BYTES);
        ByteBuffer header = ByteBuffer.wrap(packed).order(ByteOrder.LITTLE_ENDIAN);
        header.put(HASH_BYTES, LZ4).putInt(HASH_BYTES + 1, HEADER_BYTES + compressed).putInt(HASH_BYTES + 5, size);
        long[] hash = BlockChecksum.of(packed, HASH_BYTES, HEADER_BYTES + compressed);
        header.putLong(0, hash[0]).putLong(8, hash[1]);
        target.write(packed, 0, HASH_BYTES + HEADER_BYTES + compressed);
        size = 0;
    }

    @Override
    public void flush() throws IOException {
        writeBlock();
        target.flush();
    }

    @Override
    public void close() throws IOException {
        writeBlock();
        target.close();
    }
}
