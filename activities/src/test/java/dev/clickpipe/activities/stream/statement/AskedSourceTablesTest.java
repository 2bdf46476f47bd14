package dev.clickpipe.activities.stream.statement;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AskedSourceTablesTest {
    private static final String PASSWORD = "p4ss-Word!";

    @ParameterizedTest
    @EnumSource
    void theSourceSaysWhatNamesAre(Flavour flavour) throws SQLException {
        try (TestSource source = TestSource.open(flavour)) {
            source.execute("CREATE TABLE %db.plain (id INT PRIMARY KEY) ENGINE=InnoDB",
                    "CREATE TABLE %db.child (id INT, FOREIGN KEY (id) REFERENCES %db.plain (id) ON DELETE CASCADE)",
                    "CREATE TABLE %db.kept (id INT, FOREIGN KEY (id) REFERENCES %db.plain (id))",
                    "CREATE TABLE %db.parts (id INT) ENGINE=MyISAM",
                    "CREATE TABLE %db.merged (id INT) ENGINE=MERGE UNION=(%db.parts)",
                    "CREATE VIEW %db.v AS SELECT * FROM %db.plain", "CREATE TABLE %db.triggering (id INT)",
                    "CREATE TRIGGER %db.g AFTER INSERT ON %db.triggering FOR EACH ROW DELETE FROM %db.plain");
            SourceTables tables = new AskedSourceTables(source.connections(), source.connection());
            assertThat(List.of("plain", "parts", "triggering", "v", "merged", "missing"))
                    .extracting(name -> tables.kind(source.table(name))).containsExactly(SourceTables.Kind.TABLE,
                            SourceTables.Kind.TABLE, SourceTables.Kind.TABLE, SourceTables.Kind.PASSES_ROWS_ON,
                            SourceTables.Kind.PASSES_ROWS_ON, SourceTables.Kind.UNKNOWN);
            assertThat(tables.hasTrigger(source.table("triggering"))).isTrue();
            assertThat(tables.hasTrigger(source.table("plain"))).isFalse();
            assertThat(tables.showsTriggers(source.table("plain"))).isTrue();
            assertThat(tables.cascades(source.database())).containsExactly(
                    new SourceTables.Cascade(source.table("plain"), source.table("child")));
            source.execute("CREATE TABLE %db.missing (id INT)");
            assertThat(tables.kind(source.table("missing"))).as("remembered").isEqualTo(SourceTables.Kind.UNKNOWN);
            tables.forget();
            assertThat(tables.kind(source.table("missing"))).isEqualTo(SourceTables.Kind.TABLE);
        }
    }

    /** Triggers are hidden from who has not the privilege, as if there were none. */
    @ParameterizedTest
    @EnumSource
    void aUserMayNotSeeTriggers(Flavour flavour) throws SQLException {
        try (TestSource source = TestSource.open(flavour)) {
            String user = source.database().substring(0, 30);
            source.execute("CREATE TABLE %db.t (id INT)",
                    "CREATE TRIGGER %db.g AFTER INSERT ON %db.t FOR EACH ROW SET @a = 1",
                    "CREATE USER '" + user + "'@'%' IDENTIFIED BY '" + PASSWORD + "'",
                    "GRANT SELECT, REPLICATION SLAVE ON *.* TO '" + user + "'@'%'");
            SourceTables tables = new AskedSourceTables(source.connections(), source.connection(user, PASSWORD));
            assertThat(tables.kind(source.table("t"))).isEqualTo(SourceTables.Kind.TABLE);
            assertThat(tables.hasTrigger(source.table("t"))).isFalse();
            assertThat(tables.showsTriggers(source.table("t"))).isFalse();
            source.execute("GRANT TRIGGER ON %db.* TO '" + user + "'@'%'");
            tables.forget();
            assertThat(tables.hasTrigger(source.table("t"))).isTrue();
            assertThat(tables.showsTriggers(source.table("t"))).isTrue();
            assertThat(tables.grantee()).isEqualTo("'" + user + "'@'%'");
            source.execute("DROP USER '" + user + "'@'%'");
        }
    }
}
