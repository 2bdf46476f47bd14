package dev.clickpipe.activities.errors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code ERRORS.md}, which is checked; with {@code -Derrors.write=true} it is written. */
final class ErrorsPage {
    private static final Path PAGE = Path.of(System.getProperty("project.root", ".."), "activities", "ERRORS.md");
    private static final String HEAD = """
            | what is thrown | kind | what the pipe does | what a person does |
            |---|---|---|---|
            """;

    private ErrorsPage() {}

    static void check(List<ErrorRow> source, List<ErrorRow> destination, List<KindRow> kinds) throws IOException {
        String page = """
                # Errors

                Generated from `errors/SourceErrors`, `DumpRefusals`, `DestinationErrors` and `ConnectionErrors`; checked row by
                row by `ErrorTableTest`, and the names of codes by `ErrorNamesTest` with real servers. After a change: run
                `ErrorTableTest` with `-Derrors.write=true`.

                An error is classified once, where it is caught, by the exception's type and the server's code. The first cause that is
                known decides, whatever it is wrapped in. Kind, message and remedy stand in the pipe's details, its journal and
                `…/progress`.

                ## The source: MySQL and MariaDB

                %s
                ## The destination: ClickHouse

                %s
                ## Every kind

                | kind | what the pipe does | what it means, and what a person does | named by our own code in |
                |---|---|---|---|
                %s"""
                .formatted(table(source), table(destination), kindLines(kinds));
        if (Boolean.getBoolean("errors.write")) {
            Files.writeString(PAGE, page);
        } else {
            assertThat(PAGE).as("out of date: run this test with -Derrors.write=true").hasContent(page);
        }
    }

    private static String table(List<ErrorRow> rows) {
        StringBuilder table = new StringBuilder(HEAD);
        for (ErrorRow row : rows) {
            KnownError error = row.error();
            table.append("| ").append(row.thrown()).append(" | ").append(error.kind()).append(" | ")
                    .append(KindRow.action(error.kind())).append(" | ").append(error.remedy()).append(" |\n");
        }
        return table.toString();
    }

    private static String kindLines(List<KindRow> kinds) {
        StringBuilder lines = new StringBuilder();
        for (KindRow row : kinds) {
            String rooms = row.rooms().isEmpty() ? "" : "`" + String.join("`, `", row.rooms()) + "`";
            lines.append("| ").append(row.kind()).append(" | ").append(KindRow.action(row.kind())).append(" | ")
                    .append(row.meaning()).append(" | ").append(rooms).append(" |\n");
        }
        return lines.toString();
    }
}
