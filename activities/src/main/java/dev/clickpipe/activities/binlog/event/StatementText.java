package dev.clickpipe.activities.binlog.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clickpipe.activities.types.text.CharacterSet;
import dev.clickpipe.activities.types.text.Collations;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a statement as its server read it: in the client's character set, by the session's sql_mode. In most events both
 * are UTF-8 and the default.
 */
final class StatementText {
    private static final long ANSI_QUOTES = 4; // ORACLE, ANSI and others set it beside their own bit.
    private static final long NO_BACKSLASH_ESCAPES = 0x10_0000;

    private StatementText() {}

    static BinlogEvent.Statement decode(String schema, Body text, QueryStatus status, Flavour flavour) {
        byte[] bytes = new ByteReader(text).readBytes(text.length());
        Long sqlMode = status.sqlMode();
        Integer collation = status.clientCollation();
        String name = collation == null ? "" : Collations.characterSet(collation);
        // Clients of "binary" send names in UTF-8. ASCII reads the same in all sets that a client can have.
        Optional<CharacterSet> set = CharacterSet.of(name);
        boolean known = set.isPresent() || switch (name) {
            case "utf8mb4", "utf8mb3", "ascii", "binary" -> true;
            default -> false;
        };
        boolean ascii = isAscii(bytes);
        LexicalRules rules = new LexicalRules(flavour, sqlMode != null && (sqlMode & ANSI_QUOTES) != 0,
                sqlMode == null || (sqlMode & NO_BACKSLASH_ESCAPES) == 0, known && set.isEmpty());
        boolean certain = (known || ascii) && (sqlMode != null || !dependsOnSqlMode(bytes));
        String decoded = ascii || set.isEmpty() ? new String(bytes, UTF_8) : set.get().text(bytes);
        return new BinlogEvent.Statement(schema, decoded, ascii || set.isEmpty() ? null : strictUtf8(bytes), rules,
                certain, status.writtenSchemas());
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte next : bytes) {
            if (next < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean dependsOnSqlMode(byte[] bytes) {
        for (byte next : bytes) {
            if (next == '"' || next == '\\') {
                return true;
            }
        }
        return false;
    }

    private static @Nullable String strictUtf8(byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
