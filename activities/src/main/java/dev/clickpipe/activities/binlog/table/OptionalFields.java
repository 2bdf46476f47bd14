package dev.clickpipe.activities.binlog.table;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.binlog.event.ByteReader;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.text.CharacterSet;
import dev.clickpipe.activities.types.text.Collations;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Optional fields of TABLE_MAP, binlog_row_metadata = FULL (MySQL: Table_map_event::Optional_metadata_field_type;
 * MariaDB: the same numbers). Several count only the columns of a kind: numbers, strings, ENUM, SET.
 */
final class OptionalFields {
    private static final int SIGNEDNESS = 1;
    private static final int DEFAULT_CHARSET = 2;
    private static final int COLUMN_CHARSET = 3;
    private static final int COLUMN_NAME = 4;
    private static final int SET_MEMBERS = 5;
    private static final int ENUM_MEMBERS = 6;
    private static final int SIMPLE_PRIMARY_KEY = 8;
    private static final int PRIMARY_KEY_WITH_PREFIX = 9;
    private static final int MEMBER_DEFAULT_CHARSET = 10;
    private static final int MEMBER_COLUMN_CHARSET = 11;
    private static final int VISIBILITY = 12;

    private final List<ImageColumn> images;
    private final Flavour flavour;
    private final int[] collations;
    private final List<String> names = new ArrayList<>();
    private final List<List<byte[]>> members = new ArrayList<>();
    private final List<Integer> primaryKey = new ArrayList<>();
    private final BitSet unsigned = new BitSet();
    private final BitSet invisible = new BitSet();

    OptionalFields(List<ImageColumn> images, Flavour flavour) {
        this.images = images;
        this.flavour = flavour;
        collations = new int[images.size()];
        images.forEach(_ -> members.add(List.of()));
    }

    List<String> names() {
        return names;
    }

    List<Integer> primaryKey() {
        return primaryKey;
    }

    BitSet unsigned() {
        return unsigned;
    }

    BitSet invisible() {
        return invisible;
    }

    int collation(int column) {
        return collations[column];
    }

    /** In UTF-8, or as bytes; the field with the column's character set may come later. */
    List<byte[]> members(int column) {
        Optional<CharacterSet> characterSet = CharacterSet
                .of(Collations.characterSet(collations[column]));
        return members.get(column).stream()
                .map(name -> characterSet.map(set -> set.text(name).getBytes(UTF_8)).orElse(name)).toList();
    }

    void read(int type, ByteReader value) {
        switch (type) {
            case SIGNEDNESS -> readBits(value, columns(OptionalFields::isNumber), unsigned);
            case DEFAULT_CHARSET -> readDefaultCollation(value, columns(this::isString));
            case COLUMN_CHARSET -> readCollations(value, columns(this::isString));
            case COLUMN_NAME -> readTexts(value, names);
            case SET_MEMBERS -> readMembers(value, columns(image -> image.type() == ImageColumn.SET));
            case ENUM_MEMBERS -> readMembers(value, columns(image -> image.type() == ImageColumn.ENUM));
            case SIMPLE_PRIMARY_KEY -> readPrimaryKey(value, false);
            case PRIMARY_KEY_WITH_PREFIX -> readPrimaryKey(value, true);
            case MEMBER_DEFAULT_CHARSET -> readDefaultCollation(value, columns(OptionalFields::hasMembers));
            case MEMBER_COLUMN_CHARSET -> readCollations(value, columns(OptionalFields::hasMembers));
            case VISIBILITY -> readVisibility(value);
            default -> {
                // Geometry types, dimensions of vectors, and what newer servers add.
            }
        }
    }

    private static boolean isNumber(ImageColumn image) {
        return switch (image.type()) {
            case ImageColumn.TINY, ImageColumn.SHORT, ImageColumn.INT24, ImageColumn.LONG, ImageColumn.LONGLONG,
                    ImageColumn.NEWDECIMAL, ImageColumn.FLOAT, ImageColumn.DOUBLE, ImageColumn.YEAR ->
                true;
            default -> false;
        };
    }

    /** To MariaDB a geometry is a blob; to MySQL it is not, nor is a vector. */
    private boolean isString(ImageColumn image) {
        return switch (image.type()) {
            case ImageColumn.STRING, ImageColumn.VAR_STRING, ImageColumn.VARCHAR, ImageColumn.BLOB,
                    ImageColumn.VARCHAR_COMPRESSED, ImageColumn.BLOB_COMPRESSED ->
                true;
            case ImageColumn.GEOMETRY -> flavour == Flavour.MARIADB;
            default -> false;
        };
    }

    private static boolean hasMembers(ImageColumn image) {
        return image.type() == ImageColumn.ENUM || image.type() == ImageColumn.SET;
    }

    /** Indexes of the columns of a kind, in order. */
    private List<Integer> columns(Predicate<ImageColumn> kind) {
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            if (kind.test(images.get(i))) {
                indexes.add(i);
            }
        }
        return indexes;
    }

    /** A bit per column of a kind, the first in the highest bit of the first byte. */
    private static void readBits(ByteReader value, List<Integer> columns, BitSet bits) {
        for (int i = 0; i < columns.size(); i += 8) {
            int eight = value.readByte();
            for (int j = 0; j < 8 && i + j < columns.size(); j++) {
                bits.set(columns.get(i + j), (eight >>> (7 - j) & 1) != 0);
            }
        }
    }

    private void readDefaultCollation(ByteReader value, List<Integer> columns) {
        int standard = (int) value.readPacked();
        for (int column : columns) {
            collations[column] = standard;
        }
        while (value.remaining() > 0) {
            int index = TableMapReader.checkIndex(value.readPacked(), columns.size());
            collations[columns.get(index)] = (int) value.readPacked();
        }
    }

    private void readCollations(ByteReader value, List<Integer> columns) {
        for (int column : columns) {
            collations[column] = (int) value.readPacked();
        }
    }

    private static void readTexts(ByteReader value, List<String> texts) {
        while (value.remaining() > 0) {
            texts.add(value.readText(value.readLength()));
        }
    }

    private void readMembers(ByteReader value, List<Integer> columns) {
        for (int column : columns) {
            List<byte[]> names = new ArrayList<>();
            for (long left = value.readPacked(); left > 0; left--) {
                names.add(value.readBytes(value.readLength()));
            }
            members.set(column, names);
        }
    }

    private void readPrimaryKey(ByteReader value, boolean withPrefix) {
        while (value.remaining() > 0) {
            primaryKey.add(TableMapReader.checkIndex(value.readPacked(), images.size()));
            if (withPrefix) {
                value.readPacked();
            }
        }
    }

    private void readVisibility(ByteReader value) {
        BitSet visible = new BitSet();
        readBits(value, columns(_ -> true), visible);
        invisible.set(0, images.size());
        invisible.andNot(visible);
    }
}
