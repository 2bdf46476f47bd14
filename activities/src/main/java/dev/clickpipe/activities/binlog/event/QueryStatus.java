package dev.clickpipe.activities.binlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The status variables of a QUERY event: how its session read the text. Each is a code and a value, whose length goes by
 * the code (MySQL: libs/mysql/binlog/event/statement_events.h; MariaDB: sql/log_event.h; no code means two things). An
 * unknown code ends the walk. Servers write sql_mode and the character sets before all that was added later.
 *
 * @param sqlMode bits of sql_mode; null when it was not found
 * @param clientCollation a collation of the client's character set; null when it was not found
 * @param writtenSchemas databases of all tables that the statement may write, those of triggers, views and stored
 * functions too, as MySQL lists them; null when it lists none: on MariaDB, for more than 16, and for the tables of a
 * foreign key
 */
record QueryStatus(@Nullable Long sqlMode, @Nullable Integer clientCollation, @Nullable Set<String> writtenSchemas) {
    private static final int SQL_MODE = 1;
    private static final int CHARSET = 4;
    private static final int UPDATED_DB_NAMES = 12;
    private static final int TOO_MANY_NAMES = 254;
    private static final int UNKNOWN = -1;

    static QueryStatus read(Body body) {
        ByteReader reader = new ByteReader(body);
        Long sqlMode = null;
        Integer clientCollation = null;
        Set<String> writtenSchemas = null;
        while (reader.remaining() > 0) {
            int code = reader.readByte();
            switch (code) {
                case SQL_MODE -> sqlMode = reader.readLittleEndian(8);
                case CHARSET -> {
                    clientCollation = (int) reader.readLittleEndian(2);
                    reader.skip(4); // Collations of the connection and of the server.
                }
                case UPDATED_DB_NAMES -> writtenSchemas = readNames(reader);
                default -> {
                    int length = length(code, reader);
                    if (length == UNKNOWN) {
                        return new QueryStatus(sqlMode, clientCollation, writtenSchemas);
                    }
                    reader.skip(length);
                }
            }
        }
        return new QueryStatus(sqlMode, clientCollation, writtenSchemas);
    }

    /** Bytes of a value that says nothing here; {@link #UNKNOWN} when nobody knows. */
    private static int length(int code, ByteReader reader) {
        return switch (code) {
            case 0, 3, 10 -> 4; // Q_FLAGS2, Q_AUTO_INCREMENT, Q_MASTER_DATA_WRITTEN
            case 2 -> reader.readByte() + 1; // Q_CATALOG, ends with a zero
            case 5, 6 -> reader.readByte(); // Q_TIME_ZONE, Q_CATALOG_NZ
            case 7, 8, 18 -> 2; // Q_LC_TIME_NAMES, Q_CHARSET_DATABASE, Q_DEFAULT_COLLATION_FOR_UTF8MB4
            case 9, 17, 129 -> 8; // Q_TABLE_MAP_FOR_UPDATE, Q_DDL_LOGGED_WITH_XID, MariaDB's Q_XID
            case 11 -> { // Q_INVOKER: user and host
                reader.skip(reader.readByte());
                yield reader.readByte();
            }
            case 13, 128 -> 3; // Q_MICROSECONDS, MariaDB's Q_HRNOW
            // Q_EXPLICIT_DEFAULTS_FOR_TIMESTAMP, Q_SQL_REQUIRE_PRIMARY_KEY, Q_DEFAULT_TABLE_ENCRYPTION
            case 16, 19, 20 -> 1;
            default -> UNKNOWN;
        };
    }

    private static @Nullable Set<String> readNames(ByteReader reader) {
        int count = reader.readByte();
        if (count == TOO_MANY_NAMES) {
            return null;
        }
        Set<String> names = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            names.add(readToZero(reader));
        }
        return Set.copyOf(names);
    }

    private static String readToZero(ByteReader reader) {
        byte[] name = new byte[reader.remaining()];
        int length = 0;
        for (int next = reader.readByte(); next != 0; next = reader.readByte()) {
            name[length++] = (byte) next;
        }
        return new String(name, 0, length, UTF_8);
    }
}
