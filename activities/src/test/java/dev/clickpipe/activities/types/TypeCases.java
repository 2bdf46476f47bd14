package dev.clickpipe.activities.types;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.activities.types.text.CharacterSet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Values around every boundary of every type, as literals of the source. */
final class TypeCases {
    /**
     * A column.
     *
     * @param destination what its type becomes when it takes no NULL
     */
    record TypeCase(String type, String destination, List<String> literals) {
        /** The type's name alone. */
        String name() {
            return type.split("[( ]", 2)[0];
        }
    }

    private static final Set<String> SINGLE_BYTE_SETS = new TreeSet<>(Set.of("armscii8", "cp1250", "cp1251", "cp1256",
            "cp1257", "cp850", "cp852", "cp866", "dec8", "geostd8", "greek", "hebrew", "hp8", "keybcs2", "koi8r",
            "koi8u",
            "latin1", "latin2", "latin5", "latin7", "macce", "macroman", "swe7", "tis620"));
    /** Code points in one text. */
    private static final int CODE_POINTS = 1024;

    private TypeCases() {}

    static List<TypeCase> of(Flavour flavour) {
        List<TypeCase> cases = new ArrayList<>(List.of(
                integer("TINYINT", "Int8", "-128", "127"), integer("TINYINT UNSIGNED", "UInt8", "0", "255"),
                integer("SMALLINT", "Int16", "-32768", "32767"), integer("SMALLINT UNSIGNED", "UInt16", "0", "65535"),
                integer("MEDIUMINT", "Int32", "-8388608", "8388607"),
                integer("MEDIUMINT UNSIGNED", "UInt32", "0", "16777215"),
                integer("INT", "Int32", "-2147483648", "2147483647"),
                integer("INT UNSIGNED", "UInt32", "0", "4294967295"),
                integer("INT(8) ZEROFILL", "UInt32", "0", "4294967295"),
                integer("BIGINT", "Int64", "-9223372036854775808", "9223372036854775807"),
                integer("BIGINT UNSIGNED", "UInt64", "9223372036854775808", "18446744073709551615"),
                new TypeCase("BOOL", "Bool", List.of("0", "1", "NULL")),
                new TypeCase("TINYINT(1)", "Bool", List.of("0", "1", "NULL"))));
        cases.addAll(decimals());
        cases.addAll(floats());
        cases.addAll(times());
        cases.addAll(texts());
        cases.addAll(bytes());
        cases.addAll(bits());
        cases.addAll(singleByteTexts());
        cases.addAll(multiByteTexts(flavour));
        cases.addAll(GeometryCases.all(flavour));
        if (flavour == Flavour.MYSQL) {
            cases.addAll(JsonCases.all());
            cases.add(new TypeCase("VECTOR(3)", "Array(Float32)", List.of("STRING_TO_VECTOR('[1,2.5,-3e-5]')",
                    "STRING_TO_VECTOR('[0,-0.0,3.4028234e38]')", "NULL")));
            cases.add(new TypeCase("VECTOR(2000)", "Array(Float32)",
                    List.of("STRING_TO_VECTOR(CONCAT('[', REPEAT('0.1,', 1999), '7]'))", "STRING_TO_VECTOR('[9]')")));
        } else {
            cases.add(new TypeCase("JSON", "String", quoted("{}", "{\"b\":1,  \"a\":[1.50, null]}", "NULL")));
        }
        if (flavour == Flavour.MARIADB) {
            cases.addAll(MariaDbCases.all());
            cases.add(new TypeCase("DECIMAL(65,38)", "Decimal(65, 38)", List.of("0", digits("9", 27) + "."
                    + digits("9", 38), "-0." + digits("0", 37) + "1", "NULL")));
        }
        return cases;
    }

    private static TypeCase integer(String type, String destination, String lowest, String highest) {
        return new TypeCase(type, destination,
                List.of(lowest, lowest + " + 1", highest, highest + " - 1", "0", "1", "42", "NULL"));
    }

    private static List<TypeCase> decimals() {
        List<TypeCase> cases = new ArrayList<>();
        int[][] shapes = {{1, 0}, {1, 1}, {5, 2}, {9, 0}, {9, 9}, {10, 0}, {10, 5}, {18, 9}, {19, 0}, {19, 19}, {27, 9},
                {38, 0}, {38, 10}, {39, 0}, {60, 30}, {65, 0}, {65, 30}};
        for (int[] shape : shapes) {
            int precision = shape[0];
            int scale = shape[1];
            String whole = precision == scale ? "0" : digits("9", precision - scale);
            String highest = scale == 0 ? whole : whole + "." + digits("9", scale);
            String smallest = scale == 0 ? "1" : "0." + digits("0", scale - 1) + "1";
            cases.add(new TypeCase("DECIMAL(" + precision + "," + scale + ")",
                    "Decimal(" + precision + ", " + scale + ")",
                    List.of("0", highest, "-" + highest, smallest, "-" + smallest, "NULL")));
        }
        cases.add(new TypeCase("DECIMAL(30,12)", "Decimal(30, 12)",
                List.of("123456789012345678.123456789012", "-1.5", "1000000000", "0.000000001",
                        "-999999999.999999999")));
        return cases;
    }

    private static List<TypeCase> floats() {
        return List.of(
                new TypeCase("FLOAT", "Float32", List.of("0", "-0.0", "1", "-1", "0.1", "3.402823466e38",
                        "-3.402823466e38", "1.175494351e-38", "1.4e-45", "16777217", "123456.789", "NULL")),
                new TypeCase("FLOAT(7,3)", "Float32", List.of("1234.567", "-0.001", "NULL")),
                new TypeCase("DOUBLE", "Float64", List.of("0", "0.1", "-0.1", "9007199254740993",
                        "1.7976931348623157e308", "-1.7976931348623157e308", "2.2250738585072014e-308", "5e-324",
                        "0.30000000000000004", "3.141592653589793", "NULL")));
    }

    private static List<TypeCase> times() {
        List<TypeCase> cases = new ArrayList<>();
        cases.add(new TypeCase("DATE", "Date32", quoted("1900-01-01", "1900-02-28", "1900-03-01", "1969-12-31",
                "1970-01-01", "2000-02-29", "2024-02-29", "2038-01-19", "2100-02-28", "2299-12-31", "NULL")));
        for (int digits = 0; digits <= 6; digits++) {
            String fraction = digits == 0 ? "" : "." + "123456".substring(0, digits);
            String small = digits == 0 ? "" : "." + "073019".substring(0, digits);
            String nines = digits == 0 ? "" : "." + digits("9", digits);
            String suffix = digits == 0 ? "" : "(" + digits + ")";
            cases.add(new TypeCase("DATETIME" + suffix, "DateTime64(6, 'UTC')", quoted("1900-01-01 00:00:00",
                    "1969-12-31 23:59:59" + nines, "1970-01-01 00:00:00", "2024-02-29 13:14:15" + fraction,
                    "2024-03-31 02:30:00" + fraction, "2024-03-31 02:30:00" + small, "2299-12-31 23:59:59" + nines,
                    "NULL")));
            cases.add(new TypeCase("TIME" + suffix, "DateTime64(6, 'UTC')", quoted("00:00:00", "00:00:00" + nines,
                    "-00:00:00" + nines, "-00:00:01" + small, "13:14:15" + fraction, "-13:14:15" + fraction,
                    "838:59:59", "-838:59:59", "-01:00:00", "100:00:00" + small, "NULL")));
            cases.add(new TypeCase("TIMESTAMP" + suffix + " NULL", "DateTime64(6, 'UTC')",
                    quoted("1970-01-01 00:00:01", "1970-01-01 00:00:01" + fraction, "2024-03-31 02:30:00" + fraction,
                            "2024-10-27 00:30:00" + nines, "2024-10-27 00:30:00" + small, "2038-01-19 03:14:07",
                            "NULL")));
        }
        return cases;
    }

    private static List<TypeCase> bits() {
        List<TypeCase> cases = new ArrayList<>();
        for (int count : new int[]{1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64}) {
            cases.add(new TypeCase("BIT(" + count + ")", "UInt64", List.of("0", "1", "b'" + digits("1", count) + "'",
                    "b'1" + digits("0", count - 1) + "'", "NULL")));
        }
        cases.add(new TypeCase("YEAR", "Int16", List.of("0", "1901", "1969", "1970", "2000", "2155", "NULL")));
        String names = "'a','it''s','ünï','back\\\\slash',''";
        cases.add(new TypeCase("SET(" + names + ")", "String",
                List.of("''", "'a'", "'ünï,a'", "31", "16", "'a,none'", "NULL")));
        for (int count : new int[]{8, 9, 17, 25, 33, 63, 64}) {
            StringBuilder many = new StringBuilder("'m0'");
            for (int i = 1; i < count; i++) {
                many.append(",'m").append(i).append('\'');
            }
            cases.add(new TypeCase("SET(" + many + ")", "String", List.of("''", "'m0'", "'m" + (count - 1) + "'",
                    "'m1,m" + (count - 1) + "'", digits("1", 1) + " << " + (count - 1), "NULL")));
        }
        return cases;
    }

    /** All characters of each set in one text, and members with some of them. */
    private static List<TypeCase> singleByteTexts() {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 256; i++) {
            all.append(String.format(Locale.ROOT, "%02X", i));
        }
        List<TypeCase> cases = new ArrayList<>();
        for (String set : SINGLE_BYTE_SETS) {
            cases.add(new TypeCase("VARCHAR(400) CHARACTER SET " + set, "String",
                    List.of("CONVERT(UNHEX('" + all + "') USING " + set + ")", "''", "'plain'", "NULL")));
            cases.add(new TypeCase("CHAR(9) CHARACTER SET " + set, "String",
                    List.of("CONVERT(UNHEX('C1E9F620') USING " + set + ")", "'a '")));
        }
        cases.add(new TypeCase("TEXT CHARACTER SET latin1 COLLATE latin1_general_cs", "String",
                List.of("REPEAT('é', 70000 % 60000)", "'€uro'")));
        cases.add(new TypeCase("ENUM('é','ü€') CHARACTER SET latin1", "LowCardinality(String)",
                List.of("'é'", "'ü€'", "NULL")));
        cases.add(new TypeCase("SET('я','ю') CHARACTER SET koi8r", "String", List.of("'я,ю'", "'ю'", "NULL")));
        return cases;
    }

    /** Every code point that a set has, and shapes of columns. */
    private static List<TypeCase> multiByteTexts(Flavour flavour) {
        List<TypeCase> cases = new ArrayList<>();
        for (String set : CharacterSet.names()) {
            if (SINGLE_BYTE_SETS.contains(set) || (set.equals("gb18030") && flavour == Flavour.MARIADB)) {
                continue;
            }
            List<String> literals = new ArrayList<>();
            int last = set.equals("ucs2") ? 0xFFFF : 0x2FFFF;
            for (int from = 0; from <= last; from += CODE_POINTS) {
                if (from < 0xD800 || from > 0xDFFF) {
                    literals.add("CONVERT(CONVERT(UNHEX('" + codePoints(from) + "') USING utf32) USING " + set + ")");
                }
            }
            cases.add(new TypeCase("TEXT CHARACTER SET " + set, "String", literals));
            cases.add(new TypeCase("VARCHAR(100) CHARACTER SET " + set, "String", quoted("", "a", "中文", "あ가", "NULL")));
            cases.add(new TypeCase("CHAR(70) CHARACTER SET " + set, "String", quoted("", "中 ", "plain", "NULL")));
            cases.add(new TypeCase("ENUM('中','a','文') CHARACTER SET " + set, "LowCardinality(String)",
                    quoted("中", "a", "文", "NULL")));
            cases.add(new TypeCase("SET('中','文') CHARACTER SET " + set, "String", quoted("中,文", "文", "")));
            if (set.startsWith("utf") || set.equals("gb18030")) {
                cases.addAll(membersOf("'中','🦊','?'", set, "中", "🦊", "?"));
            }
        }
        return cases;
    }

    private static String codePoints(int from) {
        StringBuilder digits = new StringBuilder();
        for (int codePoint = from; codePoint < from + CODE_POINTS; codePoint++) {
            digits.append(String.format(Locale.ROOT, "%08X", codePoint));
        }
        return digits.toString();
    }

    private static List<TypeCase> texts() {
        List<String> values = quoted("", "a", "ä", "日本語", "😀", "tab\tnew\nline", "it''s", "\\\\ back", "trailing  ",
                "NULL");
        List<TypeCase> cases = new ArrayList<>();
        for (String type : List.of("CHAR(20)", "CHAR(255)", "VARCHAR(20)", "VARCHAR(63)", "VARCHAR(64)",
                "VARCHAR(1000)", "TINYTEXT", "TEXT", "MEDIUMTEXT", "LONGTEXT", "VARCHAR(20) COLLATE utf8mb4_bin")) {
            cases.add(new TypeCase(type, "String", values));
        }
        cases.add(new TypeCase("VARCHAR(40) CHARACTER SET utf8mb3", "String", quoted("", "ä", "日本語", "NULL")));
        cases.add(new TypeCase("VARCHAR(300) CHARACTER SET ascii", "String", quoted("", "plain", "NULL")));
        cases.add(new TypeCase("MEDIUMTEXT", "String", List.of("REPEAT('ä', 100000)", "REPEAT('x', 65536)")));
        cases.add(new TypeCase("ENUM('small','MEDIUM','it''s','comma,','ünï','back\\\\slash','')",
                "LowCardinality(String)",
                List.of("'small'", "'MEDIUM'", "'it''s'", "'comma,'", "'ünï'", "'back\\\\slash'", "7", "'none'", "0",
                        "NULL")));
        cases.addAll(membersOf("'🦊','?','a🦊b','it''s 🦊'", "utf8mb4", "🦊", "?", "a🦊b", "it''s 🦊"));
        cases.addAll(membersOf("'ä','?','b'", "binary", "ä", "?", "b"));
        cases.add(new TypeCase("ENUM(X'FF27',X'F09FA68A','b') CHARACTER SET binary", "LowCardinality(String)",
                List.of("1", "2", "'b'")));
        StringBuilder many = new StringBuilder("'m0'");
        for (int i = 1; i < 300; i++) {
            many.append(",'m").append(i).append('\'');
        }
        cases.add(new TypeCase("ENUM(" + many + ")", "LowCardinality(String)",
                quoted("m0", "m254", "m255", "m256", "m299", "NULL")));
        return cases;
    }

    /** Definitions show neither characters beyond U+FFFF nor bytes. */
    private static List<TypeCase> membersOf(String members, String characterSet, String... values) {
        String suffix = "(" + members + ") CHARACTER SET " + characterSet;
        List<String> chosen = new ArrayList<>(quoted(values));
        chosen.add("'" + String.join(",", values) + "'");
        chosen.add("NULL");
        List<String> one = new ArrayList<>(quoted(values));
        one.add("NULL");
        return List.of(new TypeCase("ENUM" + suffix, "LowCardinality(String)", one),
                new TypeCase("SET" + suffix, "String", chosen));
    }

    private static List<TypeCase> bytes() {
        List<String> values = List.of("''", "X'00'", "X'0000'", "X'0100'", "X'FF00FF'", "X'20'", "X'E4'", "NULL");
        List<TypeCase> cases = new ArrayList<>();
        for (String type : List.of("BINARY(3)", "BINARY(255)", "VARBINARY(3)", "VARBINARY(255)", "VARBINARY(256)",
                "TINYBLOB", "BLOB", "MEDIUMBLOB", "LONGBLOB")) {
            cases.add(new TypeCase(type, "String", values));
        }
        cases.add(new TypeCase("LONGBLOB", "String", List.of("REPEAT(X'00FF', 9000000)", "REPEAT('x', 16777216)")));
        return cases;
    }

    private static List<String> quoted(String... values) {
        List<String> literals = new ArrayList<>();
        for (String value : values) {
            literals.add(value.equals("NULL") ? "NULL" : "'" + value + "'");
        }
        return literals;
    }

    private static String digits(String digit, int count) {
        return String.join("", Collections.nCopies(count, digit));
    }
}
