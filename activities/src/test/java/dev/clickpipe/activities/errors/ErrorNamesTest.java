package dev.clickpipe.activities.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.errors.CodeTable.Code;
import dev.clickpipe.activities.testing.Flavour;
import dev.clickpipe.activities.testing.TestDestination;
import dev.clickpipe.activities.testing.TestSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The servers themselves say what their codes are called. MariaDB cannot be asked. */
class ErrorNamesTest {
    private static List<Code> codes(CodeTable table, String... only) {
        return table.families().stream().flatMap(family -> family.codes().stream())
                .filter(code -> List.of(only).contains(code.only())).toList();
    }

    @Test
    void clickHouseCallsItsCodesSo() {
        try (TestDestination destination = TestDestination.open()) {
            List<String> names = destination.clickHouse().select(
                    "SELECT concat(toString(number), ' ', errorCodeToName(toUInt32(number))) AS name FROM numbers(2000)",
                    row -> row.text("name"));
            assertThat(codes(DestinationErrors.CODES, "")).isNotEmpty()
                    .allSatisfy(code -> assertThat(names).contains(code.toString()));
        }
    }

    @Test
    void mySqlCallsItsCodesSo() throws SQLException {
        Map<Integer, String> names = new HashMap<>();
        try (TestSource source = TestSource.open(Flavour.MYSQL);
                Connection connection = source.connections().openControl(source.connection());
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT error_number, error_name"
                        + " FROM performance_schema.events_errors_summary_global_by_error WHERE error_number IS NOT NULL")) {
            while (rows.next()) {
                names.put(rows.getInt(1), rows.getString(2));
            }
        }
        assertThat(codes(SourceErrors.CODES, "", "MySQL")).isNotEmpty()
                .allSatisfy(code -> assertThat(names).containsEntry(code.number(), code.name()));
    }
}
