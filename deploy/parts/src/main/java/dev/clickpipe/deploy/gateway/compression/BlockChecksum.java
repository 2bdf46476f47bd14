package dev.clickpipe.deploy.gateway.compression;

import com.clickhouse.data.ClickHouseCityHash;

/** CityHash128 in the old version 1.0.2 that ClickHouse keeps; other libraries have later ones, which differ. */
final class BlockChecksum {
    private BlockChecksum() {}

    /** The two halves, low one first. */
    @SuppressWarnings("deprecation") // The driver marks its whole old module so; it has no successor for this.
    static long[] of(byte[] bytes, int offset, int length) {
        return ClickHouseCityHash.cityHash128(bytes, offset, length);
    }
}
