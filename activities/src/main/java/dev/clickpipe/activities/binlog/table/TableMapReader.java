package dev.clickpipe.activities.binlog.table;

import dev.clickpipe.activities.binlog.event.Body;
import dev.clickpipe.activities.binlog.event.ByteReader;
import dev.clickpipe.activities.types.ImageColumn;
import dev.clickpipe.activities.types.ValueException;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.TableName;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Reads the body of a TABLE_MAP event.
 *
 * <pre>
 * table id 6 | flags 2 | schema, table: length 1, text, 0 | columns packed | a type each | length packed | metadata of types
 * | bitmap: takes NULL | optional fields: type 1, length packed, value
 * </pre>
 */
final class TableMapReader {
    private TableMapReader() {}

    static TableMap read(TableName name, Body body, Flavour flavour) {
        ByteReader reader = new ByteReader(body);
        reader.skip(8);
        reader.skip(reader.readByte() + 1);
        reader.skip(reader.readByte() + 1);
        List<ImageColumn> images = readTypes(reader);
        BitSet nullable = readNullable(reader, images.size());
        OptionalFields fields = new OptionalFields(images, flavour);
        while (reader.remaining() > 0) {
            int type = reader.readByte();
            fields.read(type, reader.slice(reader.readLength()));
        }
        if (fields.names().size() != images.size()) {
            throw TableMap.withoutNames(name);
        }
        List<MappedColumn> columns = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            ImageColumn image = images.get(i).withMembers(fields.members(i));
            columns.add(new MappedColumn(fields.names().get(i), image, nullable.get(i), fields.unsigned().get(i),
                    fields.collation(i), !fields.invisible().get(i)));
        }
        return new TableMap(name, columns, fields.primaryKey(), body, flavour);
    }

    private static List<ImageColumn> readTypes(ByteReader reader) {
        ByteReader types = reader.slice(reader.readLength());
        ByteReader metadata = reader.slice(reader.readLength());
        List<ImageColumn> images = new ArrayList<>();
        while (types.remaining() > 0) {
            images.add(readImage(types.readByte(), metadata));
        }
        return images;
    }

    private static ImageColumn readImage(int type, ByteReader metadata) {
        return switch (type) {
            case ImageColumn.FLOAT, ImageColumn.DOUBLE, ImageColumn.BLOB, ImageColumn.TINY_BLOB,
                    ImageColumn.MEDIUM_BLOB, ImageColumn.LONG_BLOB, ImageColumn.BLOB_COMPRESSED, ImageColumn.JSON,
                    ImageColumn.GEOMETRY, ImageColumn.VECTOR, ImageColumn.TIME2, ImageColumn.DATETIME2,
                    ImageColumn.TIMESTAMP2 ->
                new ImageColumn(type, metadata.readByte());
            case ImageColumn.VARCHAR, ImageColumn.VARCHAR_COMPRESSED, ImageColumn.BIT -> new ImageColumn(type,
                    (int) metadata.readLittleEndian(2));
            case ImageColumn.NEWDECIMAL -> new ImageColumn(type, metadata.readByte() << 8 | metadata.readByte());
            case ImageColumn.STRING, ImageColumn.VAR_STRING, ImageColumn.ENUM, ImageColumn.SET -> readString(metadata);
            default -> new ImageColumn(type, 0);
        };
    }

    /**
     * The first byte is the real type, the second the length; bits 8 and 9 of a length above 255 are turned round in
     * bits 4 and 5 of the type (server: Field_string::do_save_field_metadata).
     */
    private static ImageColumn readString(ByteReader metadata) {
        int type = metadata.readByte();
        int length = metadata.readByte();
        if ((type & 0x30) != 0x30) {
            return new ImageColumn(type | 0x30, length | ((type & 0x30) ^ 0x30) << 4);
        }
        return new ImageColumn(type, length);
    }

    private static BitSet readNullable(ByteReader reader, int count) {
        BitSet nullable = new BitSet(count);
        for (int i = 0; i < count; i += 8) {
            int bits = reader.readByte();
            for (int j = 0; j < 8; j++) {
                nullable.set(i + j, (bits >>> j & 1) != 0);
            }
        }
        return nullable;
    }

    /** Refuses an index that points at no column. */
    static int checkIndex(long index, int count) {
        if (index < 0 || index >= count) {
            throw ValueException.corrupt("TABLE_MAP names column " + index + " of " + count);
        }
        return (int) index;
    }
}
