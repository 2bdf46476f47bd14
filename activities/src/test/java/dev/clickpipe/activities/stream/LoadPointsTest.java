package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.activities.errors.PipeException;
import dev.clickpipe.workflows.contract.Route;
import dev.clickpipe.workflows.contract.RoutedTable;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LoadPointsTest {
    private static final String A = "aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa:";
    private static final String B = "bbbbbbbb-bbbb-bbbb-bbbb-bbbbbbbbbbbb:";

    private static LoadPoints at(Flavour flavour, Coordinates coordinates) {
        return new LoadPoints(new Position(new SourceIdentity(flavour, "server", null, 0), 1, 0, coordinates));
    }

    private static Route route(String target, @Nullable String loadedUntil) {
        return new Route(target, "uuid", "generation", loadedUntil == null ? null : new Coordinates.Gtid(loadedUntil));
    }

    private static RoutedTable table(Route... routes) {
        return new RoutedTable(new TableName("s", routes[0].target()), 1, List.of(routes));
    }

    @Test
    void aLoadIsPassedWhenAllThatItHeldIsApplied() {
        LoadPoints points = at(Flavour.MYSQL, new Coordinates.Gtid(A + "1-7," + B + "1-3"));
        Route passed = route("passed", A + "1-7");
        Route ahead = route("ahead", A + "1-8");
        Route another = route("another", A + "1-2," + B + "4");
        Route never = route("never", null);
        assertThat(points.passed(List.of(table(passed), table(ahead, never), table(another))))
                .containsExactly("passed");
        assertThat(points.ahead(passed.loadedUntil())).isNull();
        assertThat(points.ahead(never.loadedUntil())).isNull();
        assertThat(points.ahead(ahead.loadedUntil())).hasToString("ByGtid[set=" + A + "1-8]");
        assertThat(points.ahead(another.loadedUntil())).isNotNull();
    }

    @Test
    void aTableIsPassedWhenItsDefinitionAndItsLoadAre() {
        LoadPoints points = at(Flavour.MYSQL, new Coordinates.Gtid(A + "1-7"));
        Coordinates passed = new Coordinates.Gtid(A + "3-7");
        Coordinates ahead = new Coordinates.Gtid(A + "5-8");
        assertThat(points.passed(List.of(table(route("keyed", null)).seen(passed),
                table(route("still ahead", null)).seen(ahead), table(route("appended", A + "1-7")).seen(passed),
                table(route("load ahead", A + "1-9")).seen(passed), table(route("followed", null)))))
                .containsExactly("keyed", "appended");
    }

    @Test
    void domainsOfMariaDb() {
        LoadPoints points = at(Flavour.MARIADB, new Coordinates.Gtid("0-1-7,2-1-9"));
        assertThat(points.passed(List.of(table(route("passed", "0-2-7")), table(route("ahead", "0-1-7,2-1-10")),
                table(route("another", "1-1-1")), table(route("both", "0-1-5,2-1-9")))))
                .containsExactly("passed", "both");
    }

    /** Whether a file's offset is behind a GTID nobody can tell. */
    @Test
    void nothingIsPassedByAPositionOfAnotherKind() {
        LoadPoints points = at(Flavour.MYSQL, new Coordinates.FileOffset("binlog.000009", 4));
        assertThat(points.passed(List.of(table(route("t", A + "1"))))).isEmpty();
    }

    private static Route loadedBefore(String file, long offset) {
        return new Route(file + ":" + offset, "uuid", "generation", new Coordinates.FileOffset(file, offset));
    }

    @Test
    void offsetsAreComparedBehindTheFilesTheyAreIn() {
        LoadPoints points = at(Flavour.MYSQL, new Coordinates.FileOffset("binlog.999999", 500));
        Route ahead = loadedBefore("binlog.999999", 501);
        Route farAhead = loadedBefore("binlog.1000000", 4);
        assertThat(points.passed(List.of(table(loadedBefore("binlog.999999", 500)),
                table(loadedBefore("binlog.999998", 9000)), table(ahead), table(farAhead))))
                .containsExactly("binlog.999999:500", "binlog.999998:9000");
        LoadedTransactions held = Objects.requireNonNull(points.ahead(ahead.loadedUntil()));
        assertThat(held.contains(behindStart("binlog.999999", 501))).isTrue();
        assertThat(held.contains(behindStart("binlog.999999", 540))).isFalse();
        assertThat(held.contains(behindStart("binlog.1000000", 40))).isFalse();
        assertThat(points.ahead(farAhead.loadedUntil())).isNotNull();
    }

    private static SourceTransaction behindStart(String file, long offset) {
        return new SourceTransaction(null, 0, new Coordinates.FileOffset(file, offset), 0);
    }

    @Test
    void numbersOfFilesWithOtherNamesSayNothing() {
        LoadPoints points = at(Flavour.MYSQL, new Coordinates.FileOffset("binlog.000009", 4));
        assertThatThrownBy(() -> points.ahead(loadedBefore("mysql-bin.000001", 4).loadedUntil()))
                .isInstanceOfSatisfying(
                        PipeException.class, e -> assertThat(e.error().kind()).isEqualTo(ErrorKind.SOURCE_CHANGED));
    }
}
