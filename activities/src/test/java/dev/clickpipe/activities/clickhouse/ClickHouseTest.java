package dev.clickpipe.activities.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.types.RowBuffer;
import dev.clickpipe.workflows.failure.ErrorKind;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClickHouseTest {
    private final TestDestination destination = TestDestination.open();

    @AfterEach
    void close() {
        destination.close();
    }

    private TableSpecification specification(String name, boolean deleteOnMerge) {
        return new TableSpecification(destination.database(), name,
                List.of(new TableSpecification.Column("i`d", "Int32", "it's `i\\d`"),
                        new TableSpecification.Column("naïve.name", "Nullable(String)", ""),
                        new TableSpecification.Column("v", "UInt64", ""),
                        new TableSpecification.Column("d", "UInt8", "")),
                new Storage.Keyed(List.of("i`d"), "v", "d", deleteOnMerge), "whose it is: 'ours' \\ `");
    }

    private InsertTarget target(String name) {
        return new InsertTarget(destination.database(), name,
                List.of(new InsertTarget.Column("i`d", "Int32"),
                        new InsertTarget.Column("naïve.name", "Nullable(String)"),
                        new InsertTarget.Column("v", "UInt64"), new InsertTarget.Column("d", "UInt8")));
    }

    private static RowBuffer rows(int from, int count, long version) {
        RowBuffer rows = new RowBuffer(1024);
        for (int i = from; i < from + count; i++) {
            byte[] text = ("row " + i).getBytes(StandardCharsets.UTF_8);
            rows.putInt(i);
            rows.putByte(0);
            rows.putString(text, 0, text.length);
            rows.putLong(version);
            rows.putByte(0);
            rows.endRow();
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "it's", "back`tick", "dot.ted", "back\\slash", "two words", "\"quoted\"", "naïve"})
    void namesOfAllKinds(String name) {
        destination.tables().create(specification(name, false));
        destination.clickHouse().insert(target(name), rows(0, 3, 1)::writeTo);

        assertThat(destination.values("`naïve.name`", name)).containsExactly("row 0", "row 1", "row 2");
        assertThat(destination.tables().find(destination.database(), name)).get()
                .satisfies(table -> {
                    assertThat(table.engine()).isEqualTo("ReplacingMergeTree");
                    assertThat(table.comment()).isEqualTo("whose it is: 'ours' \\ `");
                    assertThat(table.uuid()).isNotEqualTo("00000000-0000-0000-0000-000000000000");
                });
        assertThat(destination.tables().columns(destination.database(), name)).first()
                .isEqualTo(new ExistingColumn("i`d", "Int32", ""));
    }

    @Test
    void tellsWhatATableHolds() {
        destination.tables().create(specification("t", true));
        assertThat(destination.tables().hasRows(destination.database(), "t")).isFalse();
        assertThat(destination.tables().highestVersion(destination.database(), "t", "v", 0)).isZero();

        destination.clickHouse().insert(target("t"), rows(0, 1, -2)::writeTo);

        assertThat(destination.tables().hasRows(destination.database(), "t")).isTrue();
        assertThat(destination.tables().highestVersion(destination.database(), "t", "v", 0)).isEqualTo(-2);
        assertThat(destination.tables().find(destination.database(), "other")).isEmpty();
        assertThat(destination.tables().databaseEngine(destination.database())).contains("Atomic");
        assertThat(destination.tables().databaseEngine("no ' such")).isEmpty();
    }

    @Test
    void anInsertIsOnePart() {
        destination.tables().create(specification("t", false));
        destination.clickHouse().insert(target("t"), rows(0, 2_000_000, 1)::writeTo);

        assertThat(destination.clickHouse().select(
                "SELECT toString(count()) AS parts, toString(sum(rows)) AS rows FROM system.parts WHERE active AND database = "
                        + Identifiers.literal(destination.database()),
                row -> row.text("parts") + " " + row.text("rows"))).containsExactly("1 2000000");
    }

    @Test
    void severalThreadsInsertAtATime() throws Exception {
        destination.tables().create(specification("t", false));
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> inserts = IntStream.range(0, 16).<Future<?>>mapToObj(i -> threads
                    .submit(() -> destination.clickHouse().insert(target("t"), rows(i * 100, 100, 1)::writeTo)))
                    .toList();
            for (Future<?> insert : inserts) {
                insert.get();
            }
        }
        assertThat(destination.values("`i``d`".replace("``", "\\`"), "t")).hasSize(1600);
    }

    @Test
    void aColumnAlteredAtTheDestinationIsAnErrorAndNeverGarbage() {
        destination.tables().create(specification("t", false));
        destination.clickHouse().execute("ALTER TABLE " + Identifiers.quote(destination.database(), "t")
                + " MODIFY COLUMN `naïve.name` Nullable(FixedString(8))");

        assertThatThrownBy(() -> destination.clickHouse().insert(target("t"), rows(0, 3, 1)::writeTo))
                .satisfies(failure -> assertThat(ErrorClassifier.errorOf(failure, null).kind())
                        .isEqualTo(ErrorKind.DESTINATION_CHANGED));
        assertThat(destination.tables().hasRows(destination.database(), "t")).isFalse();
    }

    @Test
    void errorsKeepTheirCode() {
        assertThatThrownBy(() -> destination.clickHouse().insert(target("absent"), rows(0, 3, 1)::writeTo))
                .satisfies(failure -> assertThat(ErrorClassifier.errorOf(failure, null).kind())
                        .isEqualTo(ErrorKind.DESTINATION_CHANGED));
        assertThatThrownBy(() -> destination.clickHouse().execute("SELECT throwIf(1)"))
                .satisfies(failure -> assertThat(ErrorClassifier.errorOf(failure, null).kind())
                        .isEqualTo(ErrorKind.DEFECT));
        try (ClickHouse stranger = new ClickHouse(
                new ClickHouseAddress(TestDestination.address().url(), "nobody", "secret-9"))) {
            assertThatThrownBy(() -> stranger.execute("SELECT 1")).satisfies(failure -> {
                assertThat(ErrorClassifier.errorOf(failure, null).kind())
                        .isEqualTo(ErrorKind.DESTINATION_ACCESS_DENIED);
                assertThat(ErrorClassifier.errorOf(failure, null).message()).doesNotContain("secret-9");
            });
        }
        try (ClickHouse nowhere = new ClickHouse(new ClickHouseAddress("http://127.0.0.1:1", "default", ""))) {
            assertThatThrownBy(() -> nowhere.execute("SELECT 1"))
                    .satisfies(failure -> assertThat(ErrorClassifier.errorOf(failure, null).kind())
                            .isEqualTo(ErrorKind.DESTINATION_UNREACHABLE));
        }
    }
}
