package dev.clickpipe.deploy.gateway.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockStreamsTest {
    private static byte[] pack(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (BlockOutputStream out = new BlockOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    private static byte[] unpack(byte[] packed) throws IOException {
        try (InputStream in = new BlockInputStream(new ByteArrayInputStream(packed))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 100, 1 << 20, (1 << 20) + 1, 5_000_000})
    void bytesComeBack(int size) throws IOException {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        Arrays.fill(bytes, 0, size / 2, (byte) 7);
        assertThat(unpack(pack(bytes))).isEqualTo(bytes);
    }

    @Test
    void aChangedByteIsFound() throws IOException {
        byte[] packed = pack(new byte[1000]);
        packed[packed.length - 1] ^= 1;
        assertThatThrownBy(() -> unpack(packed)).isInstanceOf(CompressionException.class)
                .hasMessageContaining("checksum");
    }

    @Test
    void aBlockThatEndsEarlyIsFound() throws IOException {
        byte[] packed = pack(new byte[1000]);
        assertThatThrownBy(() -> unpack(Arrays.copyOf(packed, packed.length - 1))).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> unpack(Arrays.copyOf(packed, 20))).isInstanceOf(EOFException.class);
    }
}
