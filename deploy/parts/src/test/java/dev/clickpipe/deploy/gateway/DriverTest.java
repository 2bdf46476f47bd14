package dev.clickpipe.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDBC driver as it is. */
@ParameterizedClass
@MethodSource("dev.clickpipe.deploy.gateway.Target#all")
class DriverTest {
    private final Target target;

    DriverTest(Target target) {
        this.target = target;
    }

    private Connection connect(String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty("password", password);
        return DriverManager.getConnection("jdbc:clickhouse:" + target.url(), properties);
    }

    @Test
    void everyTypeComesBackAsItWentIn() throws SQLException, IOException {
        String database = target.newDatabase();
        try (Connection connection = connect(target.password()); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + database
                    + ".t (i8 Int8, u64 UInt64, i256 Int256, f Float64, d Decimal(38, 10),"
                    + " s String, n Nullable(Int32), b Bool, day Date32, at DateTime64(6, 'UTC'), u UUID, a Array(Int32),"
                    + " m Map(String, UInt8), e Enum8('x' = 1, 'y' = 2), l LowCardinality(String)) ENGINE = MergeTree ORDER BY i8");
            statement.execute("INSERT INTO " + database
                    + ".t VALUES (-128, 18446744073709551615, -5, 0.1, 12345.6789, 'it''s',"
                    + " NULL, true, '1925-01-02', '2026-11-21 01:02:03.456789', '61f0c404-5cb3-11e7-907b-a6006ad3dba0', [1, 2],"
                    + " {'k': 7}, 'y', 'low')");
            try (ResultSet row = statement.executeQuery("SELECT * FROM " + database + ".t")) {
                assertThat(row.next()).isTrue();
                assertThat(row.getByte("i8")).isEqualTo((byte) -128);
                assertThat(row.getObject("u64")).isEqualTo(new BigInteger("18446744073709551615"));
                assertThat(row.getObject("i256")).isEqualTo(BigInteger.valueOf(-5));
                assertThat(row.getDouble("f")).isEqualTo(0.1);
                assertThat(row.getBigDecimal("d")).isEqualByComparingTo(new BigDecimal("12345.6789"));
                assertThat(row.getString("s")).isEqualTo("it's");
                assertThat(row.getObject("n")).isNull();
                assertThat(row.getBoolean("b")).isTrue();
                assertThat(row.getObject("day", LocalDate.class)).isEqualTo(LocalDate.of(1925, 1, 2));
                assertThat(row.getObject("at", LocalDateTime.class))
                        .isEqualTo(LocalDateTime.of(2026, 11, 21, 1, 2, 3, 456_789_000));
                assertThat(row.getString("u")).isEqualTo("61f0c404-5cb3-11e7-907b-a6006ad3dba0");
                assertThat(row.getString("e")).isEqualTo("y");
                assertThat(row.getString("l")).isEqualTo("low");
                assertThat(row.next()).isFalse();
            }
        }
        target.run("DROP DATABASE " + database);
    }

    @Test
    void preparedStatementsAndBatchesWork() throws SQLException, IOException {
        String database = target.newDatabase();
        target.run("CREATE TABLE " + database + ".t (a UInt32, b String) ENGINE = MergeTree ORDER BY a");
        try (Connection connection = connect(target.password())) {
            try (PreparedStatement insert = connection
                    .prepareStatement("INSERT INTO " + database + ".t (a, b) VALUES (?, ?)")) {
                for (int i = 0; i < 1000; i++) {
                    insert.setInt(1, i);
                    insert.setString(2, "value '" + i + "' \\ ;-- FORMAT");
                    insert.addBatch();
                }
                insert.executeBatch();
            }
            try (PreparedStatement select = connection
                    .prepareStatement("SELECT count(), max(b) FROM " + database + ".t WHERE a < ?")) {
                select.setInt(1, 500);
                try (ResultSet row = select.executeQuery()) {
                    assertThat(row.next()).isTrue();
                    assertThat(row.getLong(1)).isEqualTo(500);
                    assertThat(row.getString(2)).isEqualTo("value '99' \\ ;-- FORMAT");
                }
            }
        }
        target.run("DROP DATABASE " + database);
    }

    @Test
    void metadataAreFound() throws SQLException {
        try (Connection connection = connect(target.password());
                ResultSet columns = connection.getMetaData().getColumns(null, "system", "one", "%")) {
            assertThat(columns.next()).isTrue();
            assertThat(columns.getString("COLUMN_NAME")).isEqualTo("dummy");
            assertThat(connection.getMetaData().getDatabaseProductVersion()).isNotEmpty();
            assertThat(connection.isValid(5)).isTrue();
        }
    }

    @Test
    void errorsCarryTheirCode() throws SQLException {
        try (Connection connection = connect(target.password()); Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.executeQuery("SELECT * FROM nowhere")).isInstanceOf(SQLException.class)
                    .hasMessageContaining("nowhere");
            try (ResultSet row = statement.executeQuery("SELECT 1")) {
                assertThat(row.next()).isTrue();
            }
        }
        assertThatThrownBy(() -> {
            try (Connection connection = connect("wrong"); Statement statement = connection.createStatement()) {
                statement.executeQuery("SELECT 1");
            }
        }).isInstanceOf(SQLException.class).hasMessageContaining("516");
    }

    @Test
    void aBigResultIsReadRowByRow() throws SQLException {
        try (Connection connection = connect(target.password());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT number, repeat('x', 100) FROM numbers(1000000)")) {
            long sum = 0;
            while (rows.next()) {
                sum += rows.getLong(1);
            }
            assertThat(sum).isEqualTo(499_999_500_000L);
        }
    }
}
