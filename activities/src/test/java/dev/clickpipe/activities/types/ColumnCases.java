package dev.clickpipe.activities.types;

import java.util.Arrays;
import java.util.List;

/** Types that a person may choose, and what ClickHouse shows of values there. */
final class ColumnCases {
    private ColumnCases() {}

    /** @param shown as ClickHouse writes it */
    record Value(String literal, String shown, boolean lost) {}

    record ColumnCase(String type, String chosen, List<Value> values) {}

    private static ColumnCase at(String type, String chosen, Value... values) {
        return new ColumnCase(type, chosen, Arrays.asList(values));
    }

    private static Value whole(String literal, String shown) {
        return new Value(literal, shown, false);
    }

    private static Value whole(String literal) {
        return new Value(literal, literal.replace("'", ""), false);
    }

    private static Value lost(String literal, String shown) {
        return new Value(literal, shown, true);
    }

    static List<ColumnCase> all() {
        return List.of(
                // Numbers
                at("INT", "Int64", whole("-2147483648"), whole("2147483647")),
                at("INT", "UInt8", whole("0"), whole("255"), lost("-5", "0"), lost("256", "255")),
                at("INT", "Int256", whole("-1"), whole("2147483647")),
                at("INT", "Decimal(10, 2)", whole("-12"), whole("99999999"), lost("100000000", "99999999.99")),
                at("INT", "String", whole("-2147483648"), whole("0")),
                at("MEDIUMINT", "Int16", whole("-32768"), lost("8388607", "32767")),
                at("BIGINT", "UInt64", whole("9223372036854775807"), lost("-1", "0")),
                at("BIGINT UNSIGNED", "Int64", whole("9223372036854775807"),
                        lost("18446744073709551615", "9223372036854775807")),
                at("BIGINT UNSIGNED", "Int128", whole("18446744073709551615"), whole("0")),
                at("BIGINT UNSIGNED", "UInt256", whole("18446744073709551615")),
                at("BIGINT UNSIGNED", "Decimal(20, 0)", whole("18446744073709551615")),
                at("BIGINT UNSIGNED", "String", whole("18446744073709551615")),
                at("TINYINT(1)", "Bool", whole("1", "true"), whole("0", "false"), lost("-3", "true")),
                at("TINYINT(1)", "Int8", whole("127"), whole("-128")),
                at("TINYINT(1)", "String", whole("-3")),
                at("TINYINT", "Bool", whole("0", "false"), lost("5", "true")),
                at("BIT(1)", "Bool", whole("b'1'", "true"), whole("b'0'", "false")),
                at("BIT(9)", "UInt8", whole("b'11111111'", "255"), lost("b'100000000'", "255")),
                at("BIT(64)", "String", whole("18446744073709551615")),
                at("YEAR", "UInt16", whole("2155"), whole("0")),
                at("DECIMAL(10,4)", "Decimal(20, 6)", whole("-0.0001"), whole("999999.9999")),
                at("DECIMAL(10,4)", "Decimal(5, 2)", whole("999.99"), whole("-0.5"), lost("1.005", "1.01"),
                        lost("-1.005", "-1.01"), lost("99999.9", "999.99")),
                at("DECIMAL(10,4)", "Int64", whole("7"), lost("2.5", "3"), lost("-2.5", "-3")),
                at("DECIMAL(10,4)", "String", whole("-0.5", "-0.5000"), whole("0", "0.0000")),
                at("DECIMAL(65,30)", "Decimal(76, 30)",
                        whole("-99999999999999999999999999999999999.999999999999999999999999999999")),
                at("DECIMAL(65,30)", "String", whole("0.000000000000000000000000000001"),
                        whole("-99999999999999999999999999999999999.999999999999999999999999999999")),
                at("FLOAT", "Float64", whole("1.5"), whole("0.1", "0.10000000149011612")),
                at("DOUBLE", "Float32", whole("1.5"), lost("0.1", "0.1"), lost("1e300", "3.4028235e38"),
                        lost("-1e300", "-3.4028235e38")),
                // Dates and times
                at("DATE", "Date", whole("'2024-02-29'"), whole("'2149-06-06'"), lost("'1969-12-31'", "1970-01-01"),
                        lost("'2149-06-07'", "2149-06-06"), lost("'0000-00-00'", "1970-01-01")),
                at("DATE", "String", whole("'2024-02-29'"), whole("'0000-00-00'"), whole("'2020-00-07'"),
                        whole("'9999-12-31'")),
                at("DATETIME", "DateTime('UTC')", whole("'1970-01-01 00:00:00'"), whole("'2106-02-07 06:28:15'"),
                        lost("'1969-12-31 23:59:59'", "1970-01-01 00:00:00"),
                        lost("'2106-02-07 06:28:16'", "2106-02-07 06:28:15")),
                at("DATETIME(6)", "DateTime('UTC')", whole("'2024-02-29 13:14:15.000000'", "2024-02-29 13:14:15"),
                        lost("'2024-02-29 13:14:15.499999'", "2024-02-29 13:14:15"),
                        lost("'2024-02-29 23:59:59.500000'", "2024-03-01 00:00:00")),
                at("DATETIME(6)", "DateTime64(3, 'UTC')",
                        whole("'1900-01-01 00:00:00.001000'", "1900-01-01 00:00:00.001"),
                        lost("'1969-12-31 23:59:59.999600'", "1970-01-01 00:00:00.000"),
                        lost("'2299-12-31 23:59:59.999999'", "2299-12-31 23:59:59.999")),
                at("DATETIME(6)", "DateTime64(9, 'UTC')",
                        whole("'2024-02-29 13:14:15.123456'", "2024-02-29 13:14:15.123456000"),
                        whole("'1900-01-01 00:00:00.000001'", "1900-01-01 00:00:00.000001000"),
                        lost("'2262-04-12 00:00:00'", "2262-04-11 23:47:15.999999000")),
                at("DATETIME(2)", "String", whole("'2024-02-29 13:14:15.05'"), whole("'0000-00-00 00:00:00.00'"),
                        whole("'9999-12-31 23:59:59.99'")),
                at("TIMESTAMP", "DateTime('Europe/Berlin')", whole("'2024-07-01 12:00:00'", "2024-07-01 14:00:00"),
                        lost("'0000-00-00 00:00:00'", "1970-01-01 01:00:00")),
                at("TIMESTAMP(6)", "DateTime64(6, 'Asia/Tokyo')",
                        whole("'2024-07-01 12:00:00.000001'", "2024-07-01 21:00:00.000001")),
                at("TIMESTAMP(3)", "String", whole("'2024-07-01 12:00:00.050'"), whole("'1970-01-01 00:00:01.000'"),
                        whole("'2038-01-19 03:14:07.000'"), whole("'0000-00-00 00:00:00.000'")),
                at("TIME(3)", "String", whole("'-838:59:59.000'"), whole("'00:00:00.500'"), whole("'99:59:59.999'"),
                        whole("'100:00:00.000'"), whole("'-00:00:00.001'")),
                at("TIME", "String", whole("'838:59:59'"), whole("'01:02:03'")),
                // Texts and bytes
                at("VARCHAR(50)", "LowCardinality(String)", whole("''", ""), whole("'ä'")),
                at("VARCHAR(50)", "UUID", whole("'00112233-4455-6677-8899-aabbccddeeff'"),
                        lost("'00112233-4455-6677-8899-AABBCCDDEEFF'", "00112233-4455-6677-8899-aabbccddeeff"),
                        lost("'1-2-3-4-5'", "00000000-0000-0000-0000-000000000000"),
                        lost("'00112233-4455-6677-8899-aabbccddeefg'", "00000000-0000-0000-0000-000000000000")),
                at("CHAR(36) CHARACTER SET latin1", "UUID", whole("'00112233-4455-6677-8899-aabbccddeeff'")),
                at("BINARY(16)", "UUID",
                        whole("x'00112233445566778899AABBCCDDEEFF'", "00112233-4455-6677-8899-aabbccddeeff"),
                        whole("x'00112233445566778899AABBCCDD0000'", "00112233-4455-6677-8899-aabbccdd0000")),
                at("BINARY(3)", "FixedString(3)", whole("'abc'"), whole("'a'", "a")),
                at("VARBINARY(300)", "LowCardinality(String)", whole("REPEAT('x', 300)", "x".repeat(300))),
                at("ENUM('a','b')", "String", whole("'b'")),
                at("SET('a','b')", "LowCardinality(String)", whole("'a,b'")));
    }

    /** What cannot be carried there, and a part of the reason. */
    static List<String[]> refused() {
        return List.of(new String[]{"INT", "Nullable(Int64)", "allowNullableColumns"},
                new String[]{"INT", "int64", "not among the types"}, new String[]{"INT", "Decimal(80, 2)", "not among"},
                new String[]{"INT", "Int64) ENGINE = Memory --", "not among"}, new String[]{"INT", "", "not among"},
                new String[]{"INT", "Date", "what it can become"}, new String[]{"VARCHAR(9)", "Int32", "what it can"},
                new String[]{"DATETIME", "DateTime", "what it can"}, new String[]{"TIME", "Date", "what it can"},
                new String[]{"DATETIME", "DateTime64(3, 'Europe/Berlin')", "what it can"},
                new String[]{"TIMESTAMP", "DateTime('a', 'b')", "not among"},
                new String[]{"TIMESTAMP", "DateTime('\\')", "not among"},
                new String[]{"TIMESTAMP", "DateTime64(10)", "not among"},
                new String[]{"BINARY(4)", "FixedString(5)", "what it can"},
                new String[]{"BINARY(4)", "UUID", "what it can"},
                new String[]{"DECIMAL(5,2)", "Float64", "what it can"},
                new String[]{"FLOAT", "Decimal(5, 2)", "what it can"});
    }
}
