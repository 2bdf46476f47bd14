package dev.clickpipe.workflows.position;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RowVersionTest {
    /** The least that stands before the first row of an event: a header of 8 bytes, the number of columns, their bitmap. */
    private static final int LEAST_HEADER_BYTES = 10;
    /** The least that the last row of an event needs: a bitmap and a key. */
    private static final int LEAST_ROW_BYTES = 2;

    @ParameterizedTest
    @CsvSource({"1,12", "1,17592186044415", "7,500", "524287,1000000", "524288,500", "1048575,17592186044405"})
    void loadedRowsStandBetweenWhatCameBeforeAndWhatComesAfter(int epoch, long ordinal) {
        long loaded = RowVersion.ofLoad(epoch, ordinal);
        assertThat(Long.compareUnsigned(loaded, RowVersion.of(epoch, ordinal - LEAST_ROW_BYTES))).isPositive();
        assertThat(Long.compareUnsigned(loaded, RowVersion.of(epoch, ordinal))).isNegative();
        if (ordinal + LEAST_HEADER_BYTES <= RowVersion.MAXIMUM_ORDINAL) {
            assertThat(Long.compareUnsigned(loaded, RowVersion.of(epoch, ordinal + LEAST_HEADER_BYTES))).isNegative();
        }
        assertThat(RowVersion.epochOf(loaded)).isEqualTo(epoch);
    }

    @ParameterizedTest
    @CsvSource({"1,0", "2,1", "524288,524287", "1048575,1048574"})
    void atTheBeginningOfAnEpochTheyHaveTheHighestVersionOfTheOneBefore(int epoch, int before) {
        assertThat(RowVersion.ofLoad(epoch, 0)).isEqualTo(RowVersion.of(before, RowVersion.MAXIMUM_ORDINAL));
    }

    @Test
    void zeroIsLeftToWhatMustLose() {
        assertThat(RowVersion.ofLoad(0, 0)).isEqualTo(RowVersion.LOWEST);
        assertThat(RowVersion.ofLoad(0, 1)).isEqualTo(RowVersion.LOWEST);
        assertThat(RowVersion.ofLoad(0, 2)).isEqualTo(1);
        assertThat(RowVersion.orLowest(0)).isEqualTo(RowVersion.LOWEST);
        assertThat(RowVersion.orLowest(-1)).isEqualTo(-1);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> RowVersion.of(RowVersion.MAXIMUM_EPOCH + 1, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RowVersion.of(1, RowVersion.MAXIMUM_ORDINAL + 1))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
