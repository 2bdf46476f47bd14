package dev.clickpipe.activities.types;

import dev.clickpipe.activities.types.TypeCases.TypeCase;
import java.util.ArrayList;
import java.util.List;

/** Documents of MySQL's JSON. */
final class JsonCases {
    private JsonCases() {}

    static List<TypeCase> all() {
        List<String> literals = new ArrayList<>(List.of("NULL", "'null'", "'true'", "'false'", "'{}'", "'[]'", "'\"\"'",
                "'0'", "'-1'", "'32767'", "'32768'", "'-32768'", "'-32769'", "'65535'", "'65536'", "'2147483647'",
                "'2147483648'", "'-2147483649'", "'4294967295'", "'4294967296'", "'9007199254740993'",
                "'9223372036854775807'", "'-9223372036854775808'", "'18446744073709551615'",
                "'18446744073709551616'"));
        for (String number : List.of("1.0", "-0.0", "0.1", "1e15", "1e14", "123456789012345678.0", "1.5e300", "1e-7",
                "1e-14", "1e-15", "1.25e-16", "5e-324", "1.7976931348623157e308", "0.30000000000000004", "1e22",
                "99999999999999990000.0", "123e-20", "100.0", "1e100", "1.234e-100")) {
            literals.add("'" + number + "'");
            literals.add("'[" + number + "]'");
        }
        literals.addAll(List.of("'{\"b\":1,\"a\":[1,2,{\"c\":null}],\"aa\":{}}'",
                "'[\"tab\\\\t\", \"quote\\\\\"\", \"slash/\", \"back\\\\\\\\slash\", \"nul\\\\u0000\", \"\\\\u001f\\\\u007f\","
                        + " \"\\\\b\\\\f\\\\n\\\\r\", \"ä日😀\"]'",
                "'{\"ä\\\\n\":1}'", "JSON_OBJECT('d', CAST(1.50 AS DECIMAL(10,2)), 'e', CAST(-0.05 AS DECIMAL(5,3)))",
                "CAST(CAST(12345678901234567890.123456789012 AS DECIMAL(40,12)) AS JSON)",
                "CAST(CAST(-98765432109876543210987654321098765.0987654321 AS DECIMAL(60,20)) AS JSON)",
                "CAST(CAST('2024-02-29' AS DATE) AS JSON)",
                "CAST(CAST('2024-02-29 13:14:15.123456' AS DATETIME(6)) AS JSON)",
                "CAST(CAST('1000-01-01 00:00:00' AS DATETIME) AS JSON)", "CAST(CAST('-838:59:59' AS TIME) AS JSON)",
                "CAST(CAST('13:14:15.000001' AS TIME(6)) AS JSON)", "CAST(CAST('-00:00:00.5' AS TIME(1)) AS JSON)",
                "JSON_ARRAY(CAST(X'00FF10' AS BINARY), CAST(REPEAT(X'AB', 200) AS BINARY(200)))",
                "CAST(CAST('2024-02-29 13:14:15' AS DATETIME) AS JSON)", "JSON_ARRAY(b'1010', true, 1 = 0)",
                "CAST(ST_GeomFromText('POINT(1 2)') AS JSON)",
                "JSON_OBJECT('long', REPEAT('x', 127), 'longer', REPEAT('y', 128), 'longest', REPEAT('z', 20000))",
                "CAST(CONCAT('[', REPEAT('\"0123456789abcdef\",', 9000), '1, -70000, 70000, 4000000000]') AS JSON)",
                "CAST(CONCAT('{\"k\":', REPEAT('[', 97), '1', REPEAT(']', 97), '}') AS JSON)",
                "JSON_OBJECT(REPEAT('k', 70000 % 60000), 1, 'z', 2)"));
        return List.of(new TypeCase("JSON", "String", List.copyOf(literals)));
    }
}
