package dev.clickpipe.activities.types;

import dev.clickpipe.activities.types.TypeCases.TypeCase;

/**
 * How ClickHouse's table function {@code mysql()} is asked about values of a type. Measured with ClickHouse 26.7, MySQL 9.7
 * and MariaDB 10.11, 11.4 and 11.8.
 */
sealed interface MySqlFunctionSupport {
    /**
     * It tells all values of the type right.
     *
     * @param copied expression of the copy's {@code v}, not NULL, as text
     * @param read expression of what the function reads as {@code v}; the same text for the same value
     */
    record Right(String copied, String read) implements MySqlFunctionSupport {
        private static Right both(String expression) {
            return new Right(expression, expression);
        }

        /** Shapes, from well-known text and from what the server stores: four bytes of SRID, then well-known binary. */
        private static Right shape(String type) {
            return new Right("wkt(readWKT" + type + "(v))", "wkt(readWKB" + type + "(substring(v, 5)))");
        }
    }

    /** It is not asked, because it tells some values wrong or none. */
    record Wrong(String reason) implements MySqlFunctionSupport {}

    /** What these expressions rely on: shapes come as the bytes stored, the copy's digits are read exactly, zones are UTC. */
    String SETTINGS = "mysql_datatypes_support_level = 'decimal,datetime64,date2Date32', precise_float_parsing = 1,"
            + " session_timezone = 'UTC'";

    static MySqlFunctionSupport of(TypeCase type) {
        return switch (type.name()) {
            // It reads the text that the server writes of a number, and that has six digits.
            case "FLOAT" -> new Wrong("it reads six digits");
            case "DOUBLE" -> new Wrong("it reads the last digits wrong, and the largest as infinite");
            case "MULTIPOINT", "GEOMETRYCOLLECTION" -> new Wrong("ClickHouse cannot read such shapes");
            case "GEOMETRY" -> new Wrong("it may hold shapes that ClickHouse cannot read");
            case "BOOL", "TINYINT" -> Right.both("toString(toInt8(v))");
            // ZEROFILL is Int32 to it: the right bits, and the wrong number from 2147483648 on.
            case "INT" -> Right.both(type.destination().equals("UInt32") ? "toString(toUInt32(v))" : "toString(v)");
            case "YEAR" -> Right.both("toString(toInt16(v))");
            case "DATETIME", "TIMESTAMP" -> Right.both("toString(toDateTime64(v, 6, 'UTC'))");
            case "TIME" -> new Right("toString(toUnixTimestamp64Micro(v))", """
                    toString(if(startsWith(v, '-'), -1, 1) * toInt64(1000000 * arraySum((part, seconds) ->
                    toDecimal64(part, 6) * seconds, splitByChar(':', trim(LEADING '-' FROM v)), [3600, 60, 1])))""");
            case "VECTOR" -> new Right("arrayStringConcat(arrayMap(number -> hex(number), v))", "hex(v)");
            case "POINT" -> new Right("""
                    arrayStringConcat(arrayMap(part -> hex(toFloat64(part)),
                    splitByChar(' ', substring(v, 7, length(v) - 7))))""", "concat(hex(v.1), hex(v.2))");
            case "LINESTRING" -> Right.shape("LineString");
            case "POLYGON" -> Right.shape("Polygon");
            case "MULTILINESTRING" -> Right.shape("MultiLineString");
            case "MULTIPOLYGON" -> Right.shape("MultiPolygon");
            default -> Right.both(type.destination().endsWith("String)") || type.destination().equals("String")
                    ? "hex(v)"
                    : "toString(v)");
        };
    }
}
