package dev.clickpipe.deploy.gateway.statement;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextTest {
    private static final FormatNames FORMATS = name -> Map
            .of("csv", "CSV", "tsv", "TSV", "rowbinary", "RowBinary", "json", "JSON")
            .get(name.toLowerCase(java.util.Locale.ROOT));

    private static StatementText of(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return StatementText.of(bytes, bytes.length, true, FORMATS);
    }

    /** The bar stands for where the data begin, the caret for where the head ends. */
    @ParameterizedTest
    @ValueSource(strings = {"INSERT INTO t (a, b) ^FORMAT RowBinary\n|data", "insert into t ^format csv   |1,2",
            "INSERT INTO t ^FORMAT CSV\r\n|\n1", "INSERT INTO t ^VALUES| (1)", "INSERT INTO values ^VALUES| (1)",
            "INSERT INTO db.format ^FORMAT CSV |x", "INSERT INTO FUNCTION file('a FORMAT CSV') ^FORMAT TSV\n|x",
            "INSERT INTO t -- FORMAT CSV\n ^FORMAT TSV |x", "/* VALUES /* */ */INSERT INTO `VALUES` ^VALUES|(1)",
            "INSERT INTO t SETTINGS a = 'FORMAT CSV', b = 2 ^FORMAT TSV |x",
            "INSERT INTO t (`FORMAT`, format) ^FORMAT TSV |x",
            "INSERT INTO t SELECT a FROM input('a Int8') ^FORMAT CSV |1", "INSERT INTO t $$ FORMAT CSV $$ ^VALUES|(1)",
            "INSERT INTO t ^FORMAT Unknown |x", "INSERT INTO t ^FORMAT CSV|"})
    void dataBeginBehindTheClause(String marked) {
        String text = marked.replace("^", "").replace("|", "");
        assertThat(of(text)).isInstanceOfSatisfying(StatementText.Insert.class, insert -> {
            assertThat(insert.headEnd()).isEqualTo(marked.indexOf('^'));
            assertThat(insert.dataStart()).isEqualTo(marked.indexOf('|') - 1);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1", "", "-- nothing", "INSERT INTO t SELECT * FROM values('a Int8', 1)",
            "INSERT INTO t (a)",
            "INSERT INTO t SELECT a format FROM s", "EXPLAIN INSERT INTO t VALUES (1)", "CREATE TABLE insert (a Int8)",
            "INSERT INTO t WITH 1 AS x SELECT x"})
    void othersAreWhole(String text) {
        assertThat(of(text)).isEqualTo(new StatementText.Whole());
    }

    @Test
    void everyPrefixIsIncompleteUntilTheDataBegin() {
        byte[] text = "INSERT INTO t (a) SETTINGS x = 'VALUES' FORMAT RowBinary\nVALUES".getBytes(UTF_8);
        StatementText whole = StatementText.of(text, text.length, true, FORMATS);
        int complete = 0;
        for (int length = 0; length <= text.length; length++) {
            StatementText seen = StatementText.of(text, length, false, FORMATS);
            assertThat(seen).isIn(new StatementText.Incomplete(), whole);
            complete += seen.equals(whole) ? 1 : 0;
        }
        assertThat(complete).isPositive();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SELECT 1                                  | SELECT 1>>
            SELECT 1;                                 | SELECT 1>>;
            SELECT 1 -- c                             | SELECT 1>> -- c
            SELECT 1 FORMAT json                      | SELECT 1 >>FORMAT json
            SELECT 1 FORMAT JSON SETTINGS a = 1;      | SELECT 1 >>FORMAT JSON SETTINGS a = 1;
            SELECT 1 SETTINGS a = 1 FORMAT JSON       | SELECT 1 SETTINGS a = 1 >>FORMAT JSON
            SELECT format csv FROM t                  | SELECT format csv FROM t>>
            SELECT 1 FORMAT Unknown                   | SELECT 1 >>FORMAT Unknown
            SELECT ' FORMAT JSON'                     | SELECT ' FORMAT JSON'>>
            SELECT (SELECT 1 FORMAT JSON)             | SELECT (SELECT 1 FORMAT JSON)>>
            """)
    void theOutputGoesBeforeTheFormat(String text, String expected) {
        ReadingStatement statement = ReadingStatement.of(text.getBytes(UTF_8), FORMATS);
        assertThat(new String(statement.into("/p"), UTF_8))
                .isEqualTo(expected.replace(">>", "\nINTO OUTFILE '/p' APPEND COMPRESSION 'none'\n"));
        assertThat(statement.namesFile()).isFalse();
    }

    @Test
    void anOutputThatIsThereIsSeen() {
        assertThat(ReadingStatement.of("SELECT 1 into/**/outfile 'x'".getBytes(UTF_8), FORMATS).namesFile()).isTrue();
    }
}
