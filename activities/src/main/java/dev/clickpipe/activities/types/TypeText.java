package dev.clickpipe.activities.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The text of information_schema.COLUMNS.COLUMN_TYPE in its pieces, such as {@code decimal(10,2) unsigned}.
 *
 * @param name lower case name of the type
 * @param members what stands between the parentheses, quotes and escapes taken away
 * @param attributes lower case text behind the parentheses
 */
record TypeText(String name, List<String> members, String attributes) {
    TypeText {
        members = List.copyOf(members);
    }

    static TypeText parse(String columnType) {
        int open = columnType.indexOf('(');
        int nameEnd = 0;
        while (nameEnd < columnType.length() && Character.isLetterOrDigit(columnType.charAt(nameEnd))) {
            nameEnd++;
        }
        String name = columnType.substring(0, nameEnd).toLowerCase(Locale.ROOT);
        if (open != nameEnd) {
            return new TypeText(name, List.of(), columnType.substring(nameEnd).toLowerCase(Locale.ROOT));
        }
        List<String> members = new ArrayList<>();
        int close = readMembers(columnType, open + 1, members);
        return new TypeText(name, members, columnType.substring(close).toLowerCase(Locale.ROOT));
    }

    boolean unsigned() {
        return attributes.contains("unsigned") || attributes.contains("zerofill");
    }

    /** MariaDB's COMPRESSED, which it writes into a comment for its own versions. */
    boolean compressed() {
        return attributes.contains("compressed");
    }

    /** TINYINT(1), which is what BOOL becomes; with ZEROFILL or UNSIGNED it is a number. */
    boolean displaysAsBool() {
        return number(0, 0) == 1 && !unsigned();
    }

    int number(int index, int otherwise) {
        return index < members.size() ? Integer.parseInt(members.get(index).strip()) : otherwise;
    }

    /** Reads members up to the closing parenthesis and returns where the text goes on behind it. */
    private static int readMembers(String text, int start, List<String> members) {
        StringBuilder member = new StringBuilder();
        boolean quoted = false;
        int at = start;
        while (at < text.length()) {
            char c = text.charAt(at++);
            char next = at < text.length() ? text.charAt(at) : 0;
            if (quoted && c == '\\') {
                member.append(unescape(next));
                at++;
            } else if (quoted && c == '\'' && next == '\'') {
                member.append('\'');
                at++;
            } else if (c == '\'') {
                quoted = !quoted;
            } else if (quoted || (c != ',' && c != ')')) {
                member.append(c);
            } else {
                members.add(member.toString());
                member.setLength(0);
                if (c == ')') {
                    return at;
                }
            }
        }
        return at;
    }

    private static char unescape(char c) {
        return switch (c) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> c;
        };
    }
}
