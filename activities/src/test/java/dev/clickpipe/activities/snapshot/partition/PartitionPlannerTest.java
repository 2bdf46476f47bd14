package dev.clickpipe.activities.snapshot.partition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestSource;
import dev.clickpipe.workflows.contract.KeyBound;
import dev.clickpipe.workflows.contract.Partition;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tables are split so that each row is in one partition, whatever their keys are like and however they are spread. */
@ParameterizedClass
@EnumSource
class PartitionPlannerTest {
    private static final int MANY = 3000;
    private static final int FEW = 60;

    private final Flavour flavour;
    private TestSource source;
    private Connection connection;

    PartitionPlannerTest(Flavour flavour) {
        this.flavour = flavour;
    }

    @BeforeEach
    void open() throws SQLException {
        source = TestSource.open(flavour);
        connection = source.connections().openReader(source.connection());
        source.execute("CREATE TABLE %db.numbers (n INT PRIMARY KEY)",
                "INSERT INTO %db.numbers VALUES " + IntStream.range(0, MANY).mapToObj(n -> "(" + n + ")")
                        .collect(Collectors.joining(",")));
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        source.close();
    }

    /** A table {@code t} with these columns and so many rows; expressions of n give the values of all columns but n. */
    private void create(String columns, String values, int rows) throws SQLException {
        source.execute("DROP TABLE IF EXISTS %db.t", "CREATE TABLE %db.t (n INT, " + columns + ")",
                "INSERT INTO %db.t SELECT n, " + values + " FROM %db.numbers WHERE n < " + rows);
    }

    private PartitionedTable planned(int rowsPerPartition) throws SQLException {
        return PartitionedTable.of(source, connection, "t", null, rowsPerPartition);
    }

    /** Both cases of each letter, and trailing spaces where they count. */
    @Test
    void textsAreComparedByTheirCollationThroughTheIndex() throws SQLException {
        for (String collation : collations()) {
            String characterSet = collation.substring(0, collation.indexOf('_'));
            create("k VARCHAR(80) CHARACTER SET " + characterSet + " COLLATE " + collation + " PRIMARY KEY",
                    "CONCAT(ELT(n % 4 + 1, 'a', 'B', 'b ', 'A'), n)", FEW);
            planned(20).eachRowOnce().split(3, 20).byRangesOfTheirKey();
        }
    }

    /** One of each kind for UTF-8, of the others the default and the binary one. */
    private List<String> collations() throws SQLException {
        List<String> collations = new ArrayList<>(List.of("utf8mb4_unicode_ci", "utf8mb4_general_ci",
                "utf8mb4_unicode_520_ci", "utf8mb4_german2_ci"));
        collations.addAll(switch (flavour) {
            case MYSQL ->
                List.of("utf8mb4_0900_ai_ci", "utf8mb4_0900_as_cs", "utf8mb4_0900_bin", "utf8mb4_ja_0900_as_cs",
                        "utf8mb4_zh_0900_as_cs");
            case MARIADB -> List.of("utf8mb4_uca1400_ai_ci", "utf8mb4_uca1400_nopad_as_cs", "utf8mb4_nopad_bin",
                    "utf8mb4_uca1400_swedish_ai_ci", "latin1_swedish_nopad_ci");
        });
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COLLATION_NAME FROM information_schema.COLLATIONS WHERE"
                        + " CHARACTER_SET_NAME IN ('utf8mb3', 'ascii', 'latin1', 'cp1251', 'ucs2', 'utf16', 'utf16le',"
                        + " 'utf32', 'gbk', 'gb18030', 'big5', 'sjis', 'ujis') AND IS_DEFAULT = 'Yes'"
                        + " OR COLLATION_NAME IN ('utf8mb4_bin', 'utf8mb3_unicode_ci', 'latin1_bin', 'sjis_bin')")) {
            while (row.next()) {
                collations.add(row.getString(1));
            }
        }
        return collations;
    }

    @Test
    void valuesOfEachTypeAreComparedThroughTheIndex() throws SQLException {
        List<String[]> types = new ArrayList<>(List.of(
                new String[]{"CHAR(9) COLLATE utf8mb4_unicode_ci", "CONCAT('k', n)"},
                new String[]{"BINARY(16)", "UNHEX(SHA2(n, 224))"}, new String[]{"VARBINARY(9)", "CONCAT(n, '')"},
                new String[]{"BIGINT", "(n - 30) * 1000"}, new String[]{"DECIMAL(20, 3)", "(n - 30) / 8"},
                new String[]{"YEAR", "IF(n = 0, 0, 1950 + n)"}, new String[]{"BIT(20)", "n * 1000"},
                new String[]{"TIME(3)", "SEC_TO_TIME((n - 30) * 1000.001)"},
                new String[]{"DATE",
                        "IF(n < 2, ELT(n + 1, '0000-00-00', '2020-02-31'), '2020-03-01' + INTERVAL n DAY)"},
                new String[]{"DATETIME(6)",
                        "IF(n < 21, IF(n = 0, '0000-00-00', CONCAT('2019-02-31 00:00:00.0000', 10 + n)),"
                                + " TIMESTAMP'2020-03-29 00:00:00' + INTERVAL n * 1000001 MICROSECOND)"},
                // In Europe the clocks are put back in between.
                new String[]{"TIMESTAMP(3)",
                        "IF(n = 0, '0000-00-00', '2020-10-25 00:00:00' + INTERVAL n * 120001 * 1000 MICROSECOND)"}));
        if (flavour == Flavour.MARIADB) {
            types.add(new String[]{"UUID", "CONCAT('0000000', n % 10, '-0000-1000-8000-', LPAD(n, 12, '0'))"});
            types.add(new String[]{"INET4", "CONCAT('10.0.', n % 7, '.', n)"});
            types.add(new String[]{"INET6", "CONCAT(n % 7, '::', n)"});
        }
        for (String[] type : types) {
            create("k " + type[0] + " PRIMARY KEY", type[1], FEW);
            planned(20).eachRowOnce().split(3, 20).byRangesOfTheirKey();
        }
    }

    @Test
    void keysWhoseValuesCannotBeComparedThroughTheIndexAreOnePartition() throws SQLException {
        create("k ENUM('a', 'b') NOT NULL, PRIMARY KEY (k, n)", "1 + n % 2", FEW);
        planned(20).eachRowOnce().split(1, FEW);
        create("k TEXT NOT NULL, PRIMARY KEY (k(3), n)", "CONCAT('key', n)", FEW);
        planned(20).eachRowOnce().split(1, FEW);
        create("k DOUBLE PRIMARY KEY", "n / 3", FEW);
        planned(20).eachRowOnce().split(1, FEW);
    }

    /** Ids from 1 on and a single one at the end of the type, after a gap and after another one. */
    @Test
    void oneOutlierMakesNoGiantRange() throws SQLException {
        create("id BIGINT UNSIGNED PRIMARY KEY, pad CHAR(200)",
                "IF(n = 0, 18446744073709551615, IF(n < 1500, n, 4611686018427387904 + n)), 'x'", MANY);
        planned(100).eachRowOnce().split(12, 250).byRangesOfTheirKey();
        create("id BIGINT PRIMARY KEY, pad CHAR(200)", "IF(n = 0, -9223372036854775808, n), 'x'", MANY);
        planned(100).eachRowOnce().split(12, 250).byRangesOfTheirKey();
    }

    @Test
    void firstColumnsThatHardlyVaryAreSplitByTheNextOne() throws SQLException {
        create("tenant INT, id BIGINT, pad CHAR(200), PRIMARY KEY (tenant, id)", "7, n * 10, 'x'", MANY);
        planned(100).eachRowOnce().split(12, 250).byRangesOfTheirKey();
        // Some small ones, and two large ones one after the other.
        create("tenant SMALLINT UNSIGNED, id BIGINT, pad CHAR(200), PRIMARY KEY (tenant, id)",
                "IF(n < 200, n, IF(n < 1500, 300, IF(n < 2900, 301, n))), n, 'x'", MANY);
        planned(100).eachRowOnce().split(12, 250).byRangesOfTheirKey();
        create("a INT, b INT, u VARCHAR(40) COLLATE utf8mb4_unicode_ci, pad CHAR(200), PRIMARY KEY (a, b, u)",
                "1, 1 + (n > 2990), CONCAT(n % 16, '-', n), 'x'", MANY);
        planned(100).eachRowOnce().split(25, 250).byRangesOfTheirKey();
        create("t VARCHAR(40) COLLATE utf8mb4_unicode_ci, id INT, PRIMARY KEY (t, id)", "ELT(1 + n % 2, 'x', 'X'), n",
                500);
        planned(100).eachRowOnce().split(5, 100).byRangesOfTheirKey();
        // Only the index of MySQL and of new MariaDB has another direction in the middle.
        create("a INT, id INT, PRIMARY KEY (a DESC, id DESC)", "1, n", 500);
        planned(100).eachRowOnce().split(5, 100).byRangesOfTheirKey();
        create("a INT, id INT, PRIMARY KEY (a, id DESC)", "n / 3, n", 500);
        planned(100).eachRowOnce().split(4, 150);
    }

    @Test
    void chosenColumnsOfFewValuesAreSplitByThePrimaryKeyWhichTheIndexHasToo() throws SQLException {
        create("id INT PRIMARY KEY, state VARCHAR(9) COLLATE utf8mb4_unicode_ci, pad CHAR(200), KEY (state)",
                "n, IF(n % 10 = 0, NULL, 'done'), 'x'", MANY);
        PartitionedTable.of(source, connection, "t", "state", 100).eachRowOnce().split(25, 300);
        create("id VARCHAR(9) PRIMARY KEY, kind INT, pad CHAR(200), KEY (kind)", "n, IF(n % 30 = 0, NULL, 5), 'x'",
                MANY);
        PartitionedTable.of(source, connection, "t", "kind", 100).eachRowOnce().split(12, 250);
    }

    /** Keys at random, with NULLs and repetitions where they may be. */
    @Test
    void eachRowIsInOnePartition() throws SQLException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> types = List.of("SMALLINT", "VARCHAR(9) COLLATE utf8mb4_unicode_ci",
                "VARCHAR(9) CHARACTER SET utf16 COLLATE utf16_general_ci", "VARBINARY(9)", "DECIMAL(9, 2)", "DATE",
                "BIGINT UNSIGNED", "VARCHAR(9) CHARACTER SET latin1 COLLATE latin1_bin");
        for (int table = 0; table < 12; table++) {
            String chosen = types.get(random.nextInt(types.size()));
            String second = types.get(random.nextInt(types.size()));
            String index = random.nextBoolean() ? "KEY (c)" : "KEY (c, pad)";
            create("c " + chosen + ", b " + second + ", pad CHAR(9), PRIMARY KEY (b, n), " + index,
                    value(chosen, random, true) + ", " + value(second, random, false) + ", n % 7", 300);
            int rows = 10 + random.nextInt(60);
            String shape = "seed " + seed + ": " + chosen + ", " + second + ", " + index + ", " + rows;
            try {
                PartitionedTable.of(source, connection, "t", null, rows).eachRowOnce().split(300 / rows / 4, 300);
                PartitionedTable.of(source, connection, "t", "c", rows).eachRowOnce();
            } catch (AssertionError | SQLException wrong) {
                throw new AssertionError(shape, wrong);
            }
        }
    }

    private static String value(String type, Random random, boolean nullable) {
        int distinct = 1 + random.nextInt(200);
        String number = "FLOOR(RAND(" + random.nextInt(1000) + ") * " + distinct + ")";
        String value = switch (type) {
            case "DATE" -> "'2020-01-01' + INTERVAL " + number + " DAY";
            case String text when text.startsWith("VAR") -> "CONCAT(ELT(1 + n % 3, 'a', 'A', 'b '), " + number + ")";
            default -> number + " * " + (1 + random.nextInt(100));
        };
        return nullable && random.nextBoolean()
                ? "IF(n % " + (2 + random.nextInt(9)) + " = 0, NULL, " + value + ")"
                : value;
    }

    /** What comes after it is the next plan's. */
    @Test
    void aPlanEndsWhenItsTimeIsUp() throws SQLException {
        create("k VARCHAR(80) COLLATE utf8mb4_unicode_ci PRIMARY KEY", "CONCAT('k', n)", 300);
        PartitionedTable hurried = PartitionedTable.of(source, connection, "t", null, 100, null, 9, Duration.ZERO)
                .eachRowOnce().split(3, 100);
        assertThat(hurried.plans()).isEqualTo(hurried.partitions().size());
        assertThat(PartitionedTable.of(source, connection, "t", null, 100, null, 9, Duration.ofMinutes(1)).plans())
                .isEqualTo(1);
    }

    /** Bounds as versions before wrote them go on to mean what they meant. */
    @Test
    void boundsOfOlderPlansAreRead() throws SQLException {
        for (String type : List.of("VARCHAR(80) COLLATE utf8mb4_unicode_ci", "CHAR(10) CHARACTER SET latin1", "DATE")) {
            create("k " + type + " PRIMARY KEY", "'2020-01-01' + INTERVAL n DAY", FEW);
            KeyBound old = new KeyBound(KeyBound.Form.TEXT, HexFormat.of().formatHex("2020-01-21"
                    .getBytes(StandardCharsets.UTF_8)), List.of());
            PartitionedTable
                    .of(source, connection, "t", null, 20, new Partition(0, null, old), 9, Duration.ofMinutes(1))
                    .eachRowOnce().split(3, 20).byRangesOfTheirKey();
        }
    }
}
