package dev.clickpipe.activities.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.LastTransaction;
import dev.clickpipe.workflows.position.Position;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a position remembers of the transactions before it, and what the first file that a server sends proves. */
class LastTransactionsTest {
    private static final long SECOND = 1_000_000;

    private static LastTransaction transaction(String gtid, long micros) {
        return new LastTransaction(gtid, micros, 40, new Coordinates.FileOffset("binlog.000007", 4));
    }

    private static List<String> remembered(Flavour flavour, String... gtids) {
        LastTransactions last = new LastTransactions(flavour);
        Stream.of(gtids).forEach(gtid -> last.add(transaction(gtid, 0)));
        Position position = position(flavour, last.list().toArray(LastTransaction[]::new));
        assertThat(LastTransactions.of(position).list()).isEqualTo(last.list());
        return last.list().stream().map(LastTransaction::gtid).toList();
    }

    private static Position position(Flavour flavour, LastTransaction... last) {
        return new Position(new SourceIdentity(flavour, "server", "binlog.000007", 100), 1, 0,
                new Coordinates.Gtid(""), List.of(last));
    }

    @Test
    void ofMySqlItIsTheNewestWhicheverServerWroteIt() {
        assertThat(remembered(Flavour.MYSQL)).isEmpty();
        assertThat(remembered(Flavour.MYSQL, "a:1", "b:7", "a:2")).containsExactly("a:2");
    }

    @Test
    void ofMariaDbItIsTheNewestOfEachDomain() {
        assertThat(remembered(Flavour.MARIADB, "0-1-1", "0-2-2")).containsExactly("0-2-2");
        assertThat(remembered(Flavour.MARIADB, "0-1-1", "10-1-1", "1-1-1", "0-1-2", "0-1-3", "1-1-2"))
                .containsExactly("10-1-1", "0-1-3", "1-1-2");
    }

    @Test
    void theSameFileProvesThatNothingWasBegunAnew() {
        Position later = position(Flavour.MYSQL, transaction("a:1", 101 * SECOND));
        assertThat(FileProof.proves(later, "binlog.000007", 100)).isTrue();
        assertThat(FileProof.proves(later, "binlog.000008", 100)).as("another file").isFalse();
        assertThat(FileProof.proves(later, "binlog.000007", 99)).as("begun at another time").isFalse();
        assertThat(FileProof.proves(later, "binlog.000007", 0)).as("begun at a time that is not known").isFalse();
        assertThat(
                FileProof.proves(position(Flavour.MYSQL, transaction("a:1", 101 * SECOND - 1)), "binlog.000007", 100))
                .as("read within the second in which the file was begun, and maybe begun anew").isFalse();
        assertThat(FileProof.proves(position(Flavour.MYSQL), "binlog.000007", 100)).as("nothing was read").isTrue();
    }
}
