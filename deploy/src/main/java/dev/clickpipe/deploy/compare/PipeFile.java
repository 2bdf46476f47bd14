package dev.clickpipe.deploy.compare;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clickpipe.deploy.compare.table.QualifiedName;
import dev.clickpipe.deploy.compare.table.TablePair;
import dev.clickpipe.deploy.connection.AddressException;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.file.PipeText;
import dev.clickpipe.deploy.file.Placeholders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body that a pipe was created with: where its source is and which tables go where. */
public final class PipeFile {
    private final SourceAddress source;
    private final List<TablePair> tables;

    private PipeFile(SourceAddress source, List<TablePair> tables) {
        this.source = source;
        this.tables = List.copyOf(tables);
    }

    /**
     * Reads a create request, JSON or YAML; {@code ${NAME}} in it is taken from the environment.
     *
     * @param fallbackPassword the source's password where the file does not have it; null for none
     */
    public static PipeFile read(Path file, @Nullable String fallbackPassword) throws IOException {
        return of(Placeholders.fill(PipeText.read(file), System.getenv()), file.toString(), fallbackPassword);
    }

    private static PipeFile of(JsonNode body, String file, @Nullable String fallbackPassword) {
        JsonNode mysql = body.path("source").path("mysql");
        JsonNode credentials = mysql.path("credentials");
        String host = text(mysql, "host", file);
        String password = credentials.path("password").isTextual()
                ? credentials.path("password").asText()
                : fallbackPassword;
        SourceAddress source = new SourceAddress(host, mysql.path("port").asInt(3306),
                text(credentials, "username", file), password == null ? "" : password);
        String database = body.path("destination").path("database").asText("default");
        boolean nullsAsDefaults = !mysql.path("settings").path("allowNullableColumns").asBoolean(false);
        List<TablePair> tables = new ArrayList<>();
        for (JsonNode mapping : mysql.path("tableMappings")) {
            Set<String> excluded = new LinkedHashSet<>();
            mapping.path("excludedColumns").forEach(column -> excluded.add(column.asText()));
            Map<String, String> renamed = new LinkedHashMap<>();
            for (JsonNode column : mapping.path("columns")) {
                String name = text(column, "sourceColumn", file);
                renamed.put(name, column.path("targetColumn").asText(name));
            }
            tables.add(new TablePair(
                    new QualifiedName(text(mapping, "sourceSchemaName", file), text(mapping, "sourceTable", file)),
                    new QualifiedName(database, text(mapping, "targetTable", file)), excluded, renamed,
                    nullsAsDefaults));
        }
        if (tables.isEmpty()) {
            throw new AddressException(file + " has no source.mysql.tableMappings; give the body the pipe was created"
                    + " with");
        }
        return new PipeFile(source, tables);
    }

    private static String text(JsonNode parent, String field, String file) {
        if (!parent.path(field).isTextual()) {
            throw new AddressException(file + " has no text in field " + field
                    + "; give the body the pipe was created with");
        }
        return parent.path(field).asText();
    }

    public SourceAddress source() {
        return source;
    }

    List<TablePair> tables() {
        return tables;
    }
}
