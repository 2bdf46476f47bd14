package dev.clickpipe.api.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rows of the Markdown tables of a page, each by the names of its columns. */
final class DocumentTable {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    private DocumentTable() {}

    /** Rows of all tables of a page of which the first column has that name. */
    static List<Map<String, String>> rows(String page, String firstColumn) {
        return rowsIn(Checkout.text(Checkout.file(page)), firstColumn);
    }

    /** The same below one heading, up to the next. */
    static List<Map<String, String>> rowsBelow(String page, String heading, String firstColumn) {
        String text = Checkout.text(Checkout.file(page));
        int start = text.indexOf("\n" + heading + "\n");
        assertThat(start).as("heading \"%s\" of %s", heading, page).isNotNegative();
        int end = text.indexOf("\n#", start + heading.length());
        return rowsIn(text.substring(start, end < 0 ? text.length() : end), firstColumn);
    }

    private static List<Map<String, String>> rowsIn(String text, String firstColumn) {
        List<Map<String, String>> rows = new ArrayList<>();
        List<String> columns = List.of();
        for (String line : text.split("\n", -1)) {
            if (!line.startsWith("|")) {
                columns = List.of();
            } else if (columns.isEmpty()) {
                columns = cells(line);
            } else if (columns.getFirst().equals(firstColumn) && !line.startsWith("|-")) {
                rows.add(row(columns, cells(line)));
            }
        }
        assertThat(rows).as("rows of tables whose first column is \"%s\"", firstColumn).isNotEmpty();
        return rows;
    }

    private static Map<String, String> row(List<String> columns, List<String> cells) {
        Map<String, String> row = new LinkedHashMap<>();
        assertThat(cells).as("cells below %s", columns).hasSameSizeAs(columns);
        for (int index = 0; index < columns.size(); index++) {
            row.put(columns.get(index), cells.get(index));
        }
        return row;
    }

    private static List<String> cells(String line) {
        return List.of(line.substring(1, line.lastIndexOf('|')).split("(?<!\\\\)\\|", -1)).stream().map(String::strip)
                .toList();
    }

    /** What a cell has in backquotes, in order. */
    static List<String> codes(String cell) {
        List<String> codes = new ArrayList<>();
        Matcher code = CODE.matcher(cell);
        while (code.find()) {
            codes.add(code.group(1));
        }
        return codes;
    }

    /** The one name that a row is about. */
    static String name(Map<String, String> row) {
        return codes(row.values().iterator().next()).getFirst();
    }
}
