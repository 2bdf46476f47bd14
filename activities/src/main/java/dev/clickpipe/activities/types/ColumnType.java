package dev.clickpipe.activities.types;

import dev.clickpipe.activities.definition.ColumnDefinition;
import dev.clickpipe.activities.types.text.CharacterSet;
import java.util.List;

/** The type of a source column, parsed once from its definition. */
public sealed interface ColumnType {
    /** An integer of {@code width} bytes at the destination: 1, 2, 4 or 8; MEDIUMINT has 4. */
    record WholeNumber(int width, boolean unsigned) implements ColumnType {}

    /** TINYINT(1). */
    record Bool() implements ColumnType {}

    /** DECIMAL. */
    record Decimal(int precision, int scale) implements ColumnType {}

    /** FLOAT, four bytes. */
    record SingleFloat() implements ColumnType {}

    /** DOUBLE, eight bytes. */
    record DoubleFloat() implements ColumnType {}

    /** DATE. */
    record Date() implements ColumnType {}

    /** DATETIME: a date and a time as a wall shows them, without a zone. */
    record DateTime(int fractionDigits) implements ColumnType {}

    /** TIMESTAMP: an instant. */
    record Timestamp(int fractionDigits) implements ColumnType {}

    /** CHAR, VARCHAR and all TEXT, in a character set whose bytes are UTF-8 already. */
    record Text() implements ColumnType {}

    /** The same in another character set. */
    record ConvertedText(CharacterSet characterSet) implements ColumnType {}

    /** BINARY, always {@code length} bytes long. */
    record FixedBytes(int length) implements ColumnType {}

    /** VARBINARY and all BLOBs. */
    record Bytes() implements ColumnType {}

    /**
     * ENUM.
     *
     * @param members in order, as the definition shows them: with ? for what it cannot show
     * @param binary whether members are bytes, of which the definition shows only how many there are
     */
    record Enumeration(List<String> members, boolean binary) implements ColumnType {
        public Enumeration {
            members = List.copyOf(members);
        }
    }

    /**
     * SET.
     *
     * @param members as those of an ENUM
     * @param binary the same
     */
    record Choice(List<String> members, boolean binary) implements ColumnType {
        public Choice {
            members = List.copyOf(members);
        }
    }

    /** BIT. */
    record Bits(int count) implements ColumnType {}

    /** YEAR. */
    record Year() implements ColumnType {}

    /** TIME: a duration of up to 838 hours, or as much before. */
    record Time(int fractionDigits) implements ColumnType {}

    /** MySQL's JSON; MariaDB's is a LONGTEXT. */
    record Json() implements ColumnType {}

    /** Any of the geometry types. */
    record Geometry() implements ColumnType {}

    /** VECTOR. */
    record Vector() implements ColumnType {}

    /** MariaDB's UUID. */
    record Uuid() implements ColumnType {}

    /** MariaDB's INET4. */
    record Inet4() implements ColumnType {}

    /** MariaDB's INET6. */
    record Inet6() implements ColumnType {}

    /** A column of another type that MariaDB stores compressed. */
    record Compressed(ColumnType plain) implements ColumnType {}

    /** A type that is not carried over; the reason is a clause without the column's name. */
    record Unsupported(String reason) implements ColumnType {}

    /** Reads a definition; what it does not know becomes {@link Unsupported}. */
    static ColumnType parse(ColumnDefinition column) {
        TypeText text = TypeText.parse(column.columnType());
        ColumnType type = parse(column, text);
        return text.compressed() && !(type instanceof Unsupported) ? new Compressed(type) : type;
    }

    private static ColumnType parse(ColumnDefinition column, TypeText text) {
        return switch (text.name()) {
            case "tinyint" -> text.displaysAsBool() ? new Bool() : new WholeNumber(1, text.unsigned());
            case "smallint" -> new WholeNumber(2, text.unsigned());
            case "mediumint", "int" -> new WholeNumber(4, text.unsigned());
            case "bigint" -> new WholeNumber(8, text.unsigned());
            case "decimal" -> new Decimal(text.number(0, 10), text.number(1, 0));
            case "float" -> new SingleFloat();
            case "double" -> new DoubleFloat();
            case "date" -> new Date();
            case "datetime" -> new DateTime(text.number(0, 0));
            case "timestamp" -> new Timestamp(text.number(0, 0));
            case "char", "varchar", "tinytext", "text", "mediumtext", "longtext" -> text(column);
            case "binary" -> new FixedBytes(text.number(0, 1));
            case "varbinary", "tinyblob", "blob", "mediumblob", "longblob" -> new Bytes();
            case "bit" -> new Bits(text.number(0, 1));
            case "year" -> new Year();
            case "time" -> new Time(text.number(0, 0));
            case "json" -> new Json();
            case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon",
                    "geometrycollection", "geomcollection" ->
                new Geometry();
            case "vector" -> new Vector();
            case "uuid" -> new Uuid();
            case "inet4" -> new Inet4();
            case "inet6" -> new Inet6();
            case "set" -> withMembers(column, new Choice(text.members(), isBinary(column)));
            case "enum" -> withMembers(column, new Enumeration(text.members(), isBinary(column)));
            default -> new Unsupported("type " + column.columnType() + " is not supported");
        };
    }

    /** The type as a part of a sorting key, where equal source values must be equal bytes and others not. */
    default ColumnType inSortingKey() {
        return this instanceof Bool ? new WholeNumber(1, false) : this;
    }

    private static ColumnType text(ColumnDefinition column) {
        return switch (characterSet(column)) {
            case "utf8mb4", "utf8mb3", "utf8", "ascii" -> new Text();
            case String other -> CharacterSet.of(other).<ColumnType>map(ConvertedText::new)
                    .orElseGet(() -> unsupportedCharacterSet(other));
        };
    }

    /** The binlog names the members in the character set of the column. */
    private static ColumnType withMembers(ColumnDefinition column, ColumnType type) {
        return !isBinary(column) && text(column) instanceof Unsupported unsupported ? unsupported : type;
    }

    /** CHARACTER SET binary: MySQL shows none, MariaDB its name. */
    private static boolean isBinary(ColumnDefinition column) {
        return column.characterSet() == null || column.characterSet().equals("binary");
    }

    private static Unsupported unsupportedCharacterSet(String characterSet) {
        return new Unsupported("character set " + characterSet + " is not supported");
    }

    private static String characterSet(ColumnDefinition column) {
        return String.valueOf(column.characterSet());
    }
}
