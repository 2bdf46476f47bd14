package dev.clickpipe.activities.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.types.WriteMode;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.activities.types.RowLayout;
import dev.clickpipe.workflows.failure.ErrorKind;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

/** Two writers that both believe to be the only one. */
class AppendOnlyTableTest {
    private final TestDestination destination = TestDestination.open();
    private final RowLayout layout = AppendOnlyRows.layout(List.of());

    @BeforeEach
    void make() {
        make("t", "generation_1", layout);
    }

    @AfterEach
    void close() {
        destination.close();
    }

    private void make(String name, String generation, RowLayout ofTable) {
        destination.tables().create(new TableSpecification(destination.database(), name,
                List.of(new TableSpecification.Column("a", "Int32", ""),
                        new TableSpecification.Column(RowLayout.VERSION, "UInt64", ""),
                        new TableSpecification.Column(RowLayout.IS_DELETED, "UInt8", ""),
                        new TableSpecification.Column(generation, "UInt8 EPHEMERAL", "")),
                new Storage.Appended(ofTable.sortingKey(), RowLayout.VERSION), ""));
    }

    private AppendOnlyTable open() {
        return AppendOnlyTable.open(destination.clickHouse(), destination.database(), "t", layout, "generation_1");
    }

    private List<String> versions(String table) {
        return destination.clickHouse().select("SELECT toString(" + RowLayout.VERSION + ") AS v FROM "
                + Identifiers.quote(destination.database(), table) + " ORDER BY " + RowLayout.VERSION,
                row -> row.text("v"));
    }

    private static void assertOvertaken(org.assertj.core.api.ThrowableAssert.ThrowingCallable append) {
        assertThatThrownBy(append).isInstanceOfSatisfying(PipeException.class,
                e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.APPEND_OVERTAKEN));
    }

    @Test
    void tablesWithoutAKeyKeepEveryChange() {
        assertThat(layout.writeMode()).isEqualTo(WriteMode.APPEND);
        assertThat(layout.sortingKey()).containsExactly(RowLayout.VERSION);
    }

    @Test
    void aWriterGoesOnWhereTheTableEnds() {
        AppendOnlyTable first = open();
        assertThat(first.watermark()).isZero();
        first.append(AppendOnlyRows.of(1, 3));
        first.append(AppendOnlyRows.of(4, 4));
        AppendOnlyTable second = open();
        assertThat(second.watermark()).isEqualTo(4);
        second.append(AppendOnlyRows.of(5, 6));
        assertThat(versions("t")).containsExactly("1", "2", "3", "4", "5", "6");
    }

    /** The late one was stopped before its insert and continued after its successor wrote. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 9})
    void aLateWriterChangesNothing(long endOfTheLateOne) {
        AppendOnlyTable late = open();
        AppendOnlyTable successor = open();
        successor.append(AppendOnlyRows.of(1, 3));
        if (endOfTheLateOne == 3) {
            // The same rows: taken once, and true for both.
            late.append(AppendOnlyRows.of(1, 3));
        } else {
            assertOvertaken(() -> late.append(AppendOnlyRows.of(1, endOfTheLateOne)));
        }
        successor.append(AppendOnlyRows.of(4, 5));
        assertThat(versions("t")).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aWriterThatIsFarBehindChangesNothing() {
        AppendOnlyTable late = open();
        AppendOnlyTable successor = open();
        for (int version = 1; version <= 50; version++) {
            successor.append(AppendOnlyRows.of(version, version));
        }
        assertOvertaken(() -> late.append(AppendOnlyRows.of(1, 70)));
        assertThat(versions("t")).hasSize(50).doesNotHaveDuplicates();
    }

    /** An insert whose answer was lost is given again. */
    @Test
    void theSameRowsAgainChangeNothing() {
        AppendOnlyTable writer = open();
        AppendOnlyTable unaware = open();
        writer.append(AppendOnlyRows.of(1, 3));
        unaware.append(AppendOnlyRows.of(1, 3));
        unaware.append(AppendOnlyRows.of(4, 4));
        assertThat(versions("t")).containsExactly("1", "2", "3", "4");
    }

    /** A crash between the log of tokens and the part: the token is used up, the rows are not there. */
    @Test
    void aTokenWithoutRowsDoesNotHoldAnybodyUp() {
        AppendOnlyTable writer = open();
        AppendOnlyTable other = open();
        RowBuffer lost = AppendOnlyRows.of(1, 1);
        destination.clickHouse().insertOnce(
                InsertTarget.of(destination.database(), "t", layout, "generation_1"), lost::writeTo, "after 0");
        destination.clickHouse().execute("ALTER TABLE " + Identifiers.quote(destination.database(), "t")
                + " DELETE WHERE 1 SETTINGS mutations_sync = 2");
        assertThat(versions("t")).isEmpty();
        writer.append(AppendOnlyRows.of(1, 2));
        assertOvertaken(() -> other.append(AppendOnlyRows.of(1, 5)));
        assertThat(versions("t")).containsExactly("1", "2");
    }

    @Test
    void aLateInsertFailsInTheTableThatTookThePlace() {
        AppendOnlyTable late = open();
        make("loaded", "generation_2", layout);
        destination.tables().exchange(destination.database(), "t", "loaded");
        assertThatThrownBy(() -> late.append(AppendOnlyRows.of(1, 3))).satisfies(e -> assertThat(
                ErrorClassifier.errorOf(e, null).kind()).isEqualTo(ErrorKind.DESTINATION_CHANGED));
        assertThat(versions("t")).isEmpty();
        assertThat(versions("loaded")).isEmpty();
    }

    /** Another process, stopped by a signal before its insert and continued after its successor wrote. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProcessThatWasStoppedChangesNothing(boolean alsoSwapped) throws Exception {
        try (StoppedWriter stopped = StoppedWriter.start(destination, "t", "generation_1")) {
            stopped.stop();
            stopped.go();
            if (alsoSwapped) {
                make("loaded", "generation_2", layout);
                destination.tables().exchange(destination.database(), "t", "loaded");
                AppendOnlyTable.open(destination.clickHouse(), destination.database(), "t", layout, "generation_2")
                        .append(AppendOnlyRows.of(1, 3));
            } else {
                open().append(AppendOnlyRows.of(1, 3));
            }
            stopped.resume();
            assertThat(stopped.answer())
                    .isEqualTo(alsoSwapped ? ErrorKind.DESTINATION_CHANGED.name() : ErrorKind.APPEND_OVERTAKEN.name());
        }
        assertThat(versions("t")).containsExactly("1", "2", "3");
    }

    @Test
    void theHighestVersionIsFoundByAnIndexAlsoUnderACustomSortingKey() {
        RowLayout custom = AppendOnlyRows.layout(List.of("a"));
        assertThat(custom.sortingKey()).containsExactly("a");
        make("custom", "generation_3", custom);
        AppendOnlyTable writer = AppendOnlyTable.open(destination.clickHouse(), destination.database(), "custom",
                custom,
                "generation_3");
        writer.append(AppendOnlyRows.of(1, 1000));
        writer.append(AppendOnlyRows.of(1001, 1001));
        String plan = String.join("\n",
                destination.clickHouse().select("SELECT explain AS line FROM (EXPLAIN indexes = 1"
                        + " SELECT max(" + RowLayout.VERSION + ") FROM "
                        + Identifiers.quote(destination.database(), "custom")
                        + " WHERE " + RowLayout.VERSION + " >= 1001)", row -> row.text("line")));
        assertThat(plan).contains("Skip", "minmax", "Parts: 1/2");
    }

    @Test
    void anInsertIsOnePart() {
        open().append(AppendOnlyRows.of(1, 2_000_000));
        assertThat(destination.clickHouse().select(
                "SELECT toString(count()) AS parts FROM system.parts WHERE active AND database = "
                        + Identifiers.literal(destination.database()),
                row -> row.text("parts"))).containsExactly("1");
    }
}
