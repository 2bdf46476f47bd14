package dev.clickpipe.activities.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.types.Keeping;
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
class AppendedTableTest {
    private final TestDestination destination = TestDestination.open();
    private final RowLayout layout = AppendedRows.layout(List.of());

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

    private AppendedTable open() {
        return AppendedTable.open(destination.clickHouse(), destination.database(), "t", layout, "generation_1");
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
        assertThat(layout.keeping()).isEqualTo(Keeping.EVERY_CHANGE);
        assertThat(layout.sortingKey()).containsExactly(RowLayout.VERSION);
    }

    @Test
    void aWriterGoesOnWhereTheTableEnds() {
        AppendedTable first = open();
        assertThat(first.watermark()).isZero();
        first.append(AppendedRows.of(1, 3));
        first.append(AppendedRows.of(4, 4));
        AppendedTable second = open();
        assertThat(second.watermark()).isEqualTo(4);
        second.append(AppendedRows.of(5, 6));
        assertThat(versions("t")).containsExactly("1", "2", "3", "4", "5", "6");
    }

    /** The late one was stopped before its insert and let go after its successor wrote. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3, 9})
    void aLateWriterChangesNothing(long endOfTheLateOne) {
        AppendedTable late = open();
        AppendedTable successor = open();
        successor.append(AppendedRows.of(1, 3));
        if (endOfTheLateOne == 3) {
            // The same rows: taken once, and true for both.
            late.append(AppendedRows.of(1, 3));
        } else {
            assertOvertaken(() -> late.append(AppendedRows.of(1, endOfTheLateOne)));
        }
        successor.append(AppendedRows.of(4, 5));
        assertThat(versions("t")).containsExactly("1", "2", "3", "4", "5");
    }

    @Test
    void aWriterThatIsFarBehindChangesNothing() {
        AppendedTable late = open();
        AppendedTable successor = open();
        for (int version = 1; version <= 50; version++) {
            successor.append(AppendedRows.of(version, version));
        }
        assertOvertaken(() -> late.append(AppendedRows.of(1, 70)));
        assertThat(versions("t")).hasSize(50).doesNotHaveDuplicates();
    }

    /** An insert whose answer was lost is given again. */
    @Test
    void theSameRowsAgainChangeNothing() {
        AppendedTable writer = open();
        AppendedTable unaware = open();
        writer.append(AppendedRows.of(1, 3));
        unaware.append(AppendedRows.of(1, 3));
        unaware.append(AppendedRows.of(4, 4));
        assertThat(versions("t")).containsExactly("1", "2", "3", "4");
    }

    /** A crash between the log of tokens and the part: the token is used up, the rows are not there. */
    @Test
    void aTokenWithoutRowsDoesNotHoldAnybodyUp() {
        AppendedTable writer = open();
        AppendedTable other = open();
        RowBuffer lost = AppendedRows.of(1, 1);
        destination.clickHouse().insertOnce(
                InsertTarget.of(destination.database(), "t", layout, "generation_1"), lost::writeTo, "after 0");
        destination.clickHouse().execute("ALTER TABLE " + Identifiers.quote(destination.database(), "t")
                + " DELETE WHERE 1 SETTINGS mutations_sync = 2");
        assertThat(versions("t")).isEmpty();
        writer.append(AppendedRows.of(1, 2));
        assertOvertaken(() -> other.append(AppendedRows.of(1, 5)));
        assertThat(versions("t")).containsExactly("1", "2");
    }

    @Test
    void aLateInsertFailsInTheTableThatTookThePlace() {
        AppendedTable late = open();
        make("loaded", "generation_2", layout);
        destination.tables().exchange(destination.database(), "t", "loaded");
        assertThatThrownBy(() -> late.append(AppendedRows.of(1, 3))).satisfies(e -> assertThat(
                ErrorClassifier.errorOf(e, null).kind()).isEqualTo(ErrorKind.DESTINATION_CHANGED));
        assertThat(versions("t")).isEmpty();
        assertThat(versions("loaded")).isEmpty();
    }

    /** Another process, stopped by a signal before its insert and let go after its successor wrote. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aProcessThatWasStoppedChangesNothing(boolean alsoSwapped) throws Exception {
        try (StoppedWriter stopped = StoppedWriter.start(destination, "t", "generation_1")) {
            stopped.stop();
            stopped.go();
            if (alsoSwapped) {
                make("loaded", "generation_2", layout);
                destination.tables().exchange(destination.database(), "t", "loaded");
                AppendedTable.open(destination.clickHouse(), destination.database(), "t", layout, "generation_2")
                        .append(AppendedRows.of(1, 3));
            } else {
                open().append(AppendedRows.of(1, 3));
            }
            stopped.resume();
            assertThat(stopped.answer())
                    .isEqualTo(alsoSwapped ? ErrorKind.DESTINATION_CHANGED.name() : ErrorKind.APPEND_OVERTAKEN.name());
        }
        assertThat(versions("t")).containsExactly("1", "2", "3");
    }

    @Test
    void theHighestVersionIsFoundByAnIndexAlsoUnderACustomSortingKey() {
        RowLayout custom = AppendedRows.layout(List.of("a"));
        assertThat(custom.sortingKey()).containsExactly("a");
        make("custom", "generation_3", custom);
        AppendedTable writer = AppendedTable.open(destination.clickHouse(), destination.database(), "custom", custom,
                "generation_3");
        writer.append(AppendedRows.of(1, 1000));
        writer.append(AppendedRows.of(1001, 1001));
        String plan = String.join("\n",
                destination.clickHouse().select("SELECT explain AS line FROM (EXPLAIN indexes = 1"
                        + " SELECT max(" + RowLayout.VERSION + ") FROM "
                        + Identifiers.quote(destination.database(), "custom")
                        + " WHERE " + RowLayout.VERSION + " >= 1001)", row -> row.text("line")));
        assertThat(plan).contains("Skip", "minmax", "Parts: 1/2");
    }

    @Test
    void anInsertIsOnePart() {
        open().append(AppendedRows.of(1, 2_000_000));
        assertThat(destination.clickHouse().select(
                "SELECT toString(count()) AS parts FROM system.parts WHERE active AND database = "
                        + Identifiers.literal(destination.database()),
                row -> row.text("parts"))).containsExactly("1");
    }
}
