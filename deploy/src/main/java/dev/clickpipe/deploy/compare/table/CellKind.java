package dev.clickpipe.deploy.compare.table;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kinds of source columns, each with the destination types that can hold its values. */
public enum CellKind {
    INTEGER("U?Int(8|16|32|64|128|256)|Bool|String"),
    DECIMAL("Decimal\\(.*|Decimal(32|64|128|256)\\(.*|U?Int(8|16|32|64|128|256)"),
    FLOAT("Float(32|64)"),
    DOUBLE("Float(32|64)"),
    DATE("Date32|Date"),
    DATE_TIME("DateTime64\\(.*|DateTime|DateTime\\(.*"),
    /** So long after the beginning of 1970-01-01, or before it. */
    TIME("DateTime64\\(.*"),
    TEXT("String|FixedString\\(.*"),
    MEMBER("String|Enum(8|16)\\(.*|UUID|IPv4|IPv6"),
    BYTES("String|FixedString\\(.*|UUID"),
    /** Well-known text, without the number of the spatial reference system. */
    GEOMETRY("String"),
    /** An Array takes no NULL, and no vector is empty: NULL arrives as the empty array. */
    VECTOR("Array\\(Float32\\)");

    private final Pattern destinationTypes;

    CellKind(String destinationTypes) {
        this.destinationTypes = Pattern.compile(destinationTypes);
    }

    /** The kind of a source column by its DATA_TYPE; empty for types that are not compared yet. */
    public static Optional<CellKind> of(String dataType) {
        return Optional.ofNullable(switch (dataType.toLowerCase(Locale.ROOT)) {
            case "tinyint", "smallint", "mediumint", "int", "integer", "bigint", "year", "bit" -> INTEGER;
            case "decimal", "numeric" -> DECIMAL;
            case "float" -> FLOAT;
            case "double", "real" -> DOUBLE;
            case "date" -> DATE;
            case "time" -> TIME;
            case "datetime", "timestamp" -> DATE_TIME;
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> TEXT;
            case "enum", "set", "json", "uuid", "inet4", "inet6" -> MEMBER;
            case "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> BYTES;
            case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
                    "geometrycollection", "geomcollection" ->
                GEOMETRY;
            case "vector" -> VECTOR;
            default -> null;
        });
    }

    /** What values of this kind are when a person chose another type for them, which holds the server's own text. */
    CellKind at(String destinationType) {
        return switch (this) {
            case INTEGER -> destinationType.startsWith("Decimal") ? DECIMAL : this;
            case DECIMAL, DATE, DATE_TIME, TIME -> destinationType.equals("String") ? MEMBER : this;
            case TEXT -> destinationType.equals("UUID") ? MEMBER : this;
            case FLOAT, DOUBLE, MEMBER, BYTES, GEOMETRY, VECTOR -> this;
        };
    }

    /** Whether a destination type, without Nullable and LowCardinality around it, can hold values of this kind. */
    public boolean fits(String destinationType) {
        return destinationTypes.matcher(destinationType).matches();
    }
}
