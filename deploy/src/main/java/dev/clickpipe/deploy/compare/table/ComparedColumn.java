package dev.clickpipe.deploy.compare.table;

import dev.clickpipe.deploy.connection.Names;
import org.jspecify.annotations.Nullable;

/**
 * One column on both sides and the expressions by which each server renders its value: the same text on both when the
 * values are equal.
 *
 * @param name at the source
 * @param scale digits after the point of the source's decimal; 0 for other kinds
 * @param nullsAsDefaults whether NULL of the source is expected as the default of the destination's type
 */
public record ComparedColumn(String name, String destinationName, CellKind kind, int scale, DestinationType destination,
        boolean nullsAsDefaults) {

    /** Selects the value at the source; floats as they are, because their text there is rounded. */
    public String sourceExpression() {
        String column = Names.source(name);
        String text = switch (kind) {
            case INTEGER -> "CAST(" + (isBool() ? column + " <> 0" : column + " + 0") + " AS CHAR)";
            // Without the inner cast a BIT is its bytes, and ZEROFILL shows its zeros.
            case DECIMAL -> "CAST(CAST(" + column + " AS DECIMAL(65, " + commonScale() + ")) AS CHAR)";
            case FLOAT, DOUBLE, BYTES -> column;
            case DATE -> "CAST(" + column + " AS CHAR)";
            case DATE_TIME -> "DATE_FORMAT(" + column + ", '%Y-%m-%d %H:%i:%s.%f')";
            case TIME -> "DATE_FORMAT(ADDTIME(CAST('1970-01-01' AS DATETIME(6)), " + column
                    + "), '%Y-%m-%d %H:%i:%s.%f')";
            case TEXT -> "CONVERT(" + column + " USING utf8mb4)";
            case MEMBER -> "CONVERT(CAST(" + column + " AS CHAR) USING utf8mb4)";
            case GEOMETRY -> sourceGeometry("ST_AsBinary");
            case VECTOR -> "HEX(" + column + ")";
        };
        String nothing = nothing();
        return nothing == null ? text : "COALESCE(" + text + ", " + nothing + ")";
    }

    /** Selects the value at the destination as {@code Nullable(String)}. */
    public String destinationExpression() {
        String column = Names.clickHouse(destinationName);
        String text = switch (kind) {
            case INTEGER -> "toString(" + (isBool() ? "toUInt8(" + column + ")" : column) + ")";
            case DECIMAL -> "toDecimalString(" + column + ", " + commonScale() + ")";
            case FLOAT, DOUBLE, DATE, MEMBER -> "toString(" + column + ")";
            case DATE_TIME, TIME -> "toString(toDateTime64(" + column + ", 6, 'UTC'))";
            // A FixedString that is cast to String loses its trailing zeros, one that is joined to it does not.
            case BYTES -> "concat(" + (isUuid() ? "UUIDStringToNum(toString(" + column + "))" : column) + ", '')";
            case TEXT, GEOMETRY -> column;
            case VECTOR -> "if(empty(" + column + "), NULL, arrayStringConcat(arrayMap(x -> hex(x), " + column + ")))";
        };
        return "CAST(" + text + " AS Nullable(String))";
    }

    /** By value, as the source's own key is ordered; texts by bytes. Both servers can read in the order of their keys. */
    ColumnOrder keyOrder() {
        return switch (kind) {
            case INTEGER -> isText() ? textOrder() : valueOrder(CellOrder.INTEGER);
            case DECIMAL -> valueOrder(CellOrder.DECIMAL);
            case FLOAT, DOUBLE -> valueOrder(CellOrder.REAL);
            case BYTES -> isUuid() ? textOrder() : valueOrder(CellOrder.BYTES);
            case DATE, DATE_TIME, TIME -> valueOrder(CellOrder.BYTES);
            case TEXT -> new ColumnOrder(sourceTextBytes(), Names.clickHouse(destinationName), CellOrder.BYTES);
            case MEMBER, GEOMETRY, VECTOR -> textOrder();
        };
    }

    /** By the bytes of the text that each server renders, which holds for NULLs that arrive as defaults too. */
    ColumnOrder textOrder() {
        return switch (kind) {
            case FLOAT, DOUBLE ->
                new ColumnOrder(sourceExpression(), Names.clickHouse(destinationName), CellOrder.REAL);
            case INTEGER, DECIMAL, DATE, DATE_TIME, TIME, TEXT, MEMBER, BYTES -> new ColumnOrder(sourceTextBytes(),
                    destinationExpression(), CellOrder.BYTES);
            // Numbers are spelled alike nearly always; MariaDB leaves out parentheses in a MULTIPOINT.
            case GEOMETRY -> new ColumnOrder(
                    "CAST(REPLACE(REPLACE(" + sourceGeometry("ST_AsText") + ", '(', ''), ')', '') AS BINARY)",
                    "replaceRegexpAll(" + Names.clickHouse(destinationName) + ", '[()]', '')", CellOrder.NONE);
            // Digits sort as the bytes do that they stand for; those of a long vector are more than a sort looks at.
            case VECTOR -> new ColumnOrder("UNHEX(" + sourceExpression() + ")", destinationExpression(),
                    CellOrder.BYTES);
        };
    }

    private ColumnOrder valueOrder(CellOrder cells) {
        return new ColumnOrder(Names.source(name), Names.clickHouse(destinationName), cells);
    }

    private String sourceTextBytes() {
        return "CAST(" + sourceExpression() + " AS BINARY)";
    }

    /** MySQL 8 is told to leave coordinates in the order in which they are stored; MariaDB knows no other. */
    private String sourceGeometry(String function) {
        return function + "(" + Names.source(name) + " /*!80000 , 'axis-order=long-lat' */)";
    }

    private boolean isBool() {
        return destination.inner().equals("Bool");
    }

    private boolean isText() {
        return destination.inner().equals("String");
    }

    private boolean isUuid() {
        return destination.inner().equals("UUID");
    }

    private int commonScale() {
        return Math.max(scale, destination.scale());
    }

    /** What stands at the destination for NULL where it cannot; null when NULL stays NULL. */
    private @Nullable String nothing() {
        if (!nullsAsDefaults || destination.nullable()) {
            return null;
        }
        return switch (kind) {
            case INTEGER -> isText() ? "''" : "'0'";
            case DECIMAL -> "CAST(CAST(0 AS DECIMAL(65, " + commonScale() + ")) AS CHAR)";
            case FLOAT, DOUBLE -> "0";
            case DATE -> "'1970-01-01'";
            case DATE_TIME, TIME -> "'1970-01-01 00:00:00.000000'";
            case MEMBER -> isUuid() ? "'00000000-0000-0000-0000-000000000000'" : "''";
            case BYTES -> isUuid() ? "UNHEX(REPEAT('0', 32))" : "''";
            case TEXT, GEOMETRY -> "''";
            // Where it stands as the empty array, which is read as NULL.
            case VECTOR -> null;
        };
    }
}
