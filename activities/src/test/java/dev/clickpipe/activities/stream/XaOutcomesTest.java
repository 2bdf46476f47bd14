package dev.clickpipe.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.clickpipe.activities.binlog.event.BinlogEvent;
import dev.clickpipe.activities.binlog.xa.XaId;
import dev.clickpipe.activities.binlog.xa.XaWrites;
import dev.clickpipe.activities.stream.statement.FakeSourceTables;
import dev.clickpipe.activities.stream.statement.SourceTables;
import dev.clickpipe.activities.stream.statement.StatementEffect;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.position.SourceIdentity;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What an XA transaction that was prepared within the lease means for tables, by its rows and by its statements. */
class XaOutcomesTest {
    private static final TableName T = new TableName("shop", "t");
    private static final TableName U = new TableName("shop", "u");
    private static final TableName PLAIN = new TableName("shop", "plain");
    private static final XaId ID = new XaId("x'61',x'',1");

    private final FakeSourceTables source = new FakeSourceTables();
    private final XaOutcomes outcomes = new XaOutcomes(
            List.of(PrepareSearchTest.followed(0, T), PrepareSearchTest.followed(1, U)),
            new SourceInquiries((_, _) -> {}, new StatementEffect(source), (_, _, _, _) -> {
                throw new AssertionError("it is known");
            }));

    private XaOutcomes.Outcome committed(Set<TableName> changed, Set<TableName> cascading, String... statements)
            throws InterruptedException {
        outcomes.prepared(new BinlogEvent.XaPrepared(ID, new XaWrites(changed, cascading,
                List.of(statements).stream().map(text -> BinlogEvent.Statement.usual(Flavour.MARIADB, "shop", text))
                        .toList(),
                true)));
        BinlogEvent.XaDecided decision = new BinlogEvent.XaDecided(ID, true, null, 0);
        outcomes.find(decision, new SourceTransaction(null, 0, new Coordinates.FileOffset("b.000001", 4), 0),
                new SourceIdentity(Flavour.MARIADB, "1", "b.000001", 0));
        return outcomes.decide(decision);
    }

    @Test
    void itsRowsStopTheTablesThatTheyChange() throws InterruptedException {
        XaOutcomes.Outcome outcome = committed(Set.of(U, PLAIN), Set.of(PLAIN));
        assertThat(outcome.errors()).extracting(PipeError::table).containsExactly(U);
        assertThat(outcome.cascading()).containsExactly(PLAIN);
    }

    @Test
    void aStatementStopsWhatItMayWriteAlone() throws InterruptedException {
        source.kinds.put(PLAIN, SourceTables.Kind.TABLE);
        source.kinds.put(U, SourceTables.Kind.TABLE);
        assertThat(committed(Set.of(), Set.of(), "INSERT INTO plain VALUES (1)").errors()).isEmpty();
        assertThat(committed(Set.of(T), Set.of(), "INSERT INTO plain VALUES (1)", "INSERT INTO u VALUES (1)").errors())
                .extracting(PipeError::table, PipeError::kind)
                .containsExactly(tuple(T, ErrorKind.ROWS_NOT_READABLE), tuple(U, ErrorKind.STATEMENT_IN_PLACE_OF_ROWS));
        source.triggers.add(PLAIN);
        assertThat(committed(Set.of(), Set.of(), "INSERT INTO plain VALUES (1)").errors())
                .extracting(PipeError::table).containsExactlyInAnyOrder(T, U);
    }
}
