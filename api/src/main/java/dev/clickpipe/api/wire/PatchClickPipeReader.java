package dev.clickpipe.api.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the body of a PATCH. Clients send back what they read: members that cannot be changed are taken while they say what
 * is so already.
 */
public final class PatchClickPipeReader {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MYSQL = "mysql";

    private final PipeConfiguration now;
    private @Nullable Integer syncInterval;
    private @Nullable Integer batch;
    private @Nullable Boolean compression;
    private @Nullable Integer parallelism;
    private @Nullable Integer rowsPerPartition;
    private @Nullable Integer parallelTables;
    private @Nullable ForeignKeyCascades cascades;
    private @Nullable String host;
    private @Nullable Integer port;
    private @Nullable String username;
    private @Nullable String password;
    private @Nullable TlsSettings tls;
    private @Nullable Long serverId;

    private PatchClickPipeReader(PipeConfiguration now) {
        this.now = now;
    }

    /** Reads all of it; refuses with everything that is wrong. */
    public static PatchClickPipe read(byte[] bytes, PipeConfiguration now, ClickPipeAnswer shown) {
        return new PatchClickPipeReader(now).read(bytes, MAPPER.<JsonNode>valueToTree(shown));
    }

    private PatchClickPipe read(byte[] bytes, JsonNode shown) {
        BodyProblems findings = new BodyProblems();
        JsonObject body = new JsonObject(JsonBody.parse(bytes), "", findings);
        String name = body.optionalText("name", CreateClickPipeReader.LONGEST_NAME);
        JsonObject source = body.optionalObject("source");
        JsonObject mysql = source.optionalObject(MYSQL);
        readSource(mysql);
        JsonObject settings = mysql.optionalObject("settings");
        readSettings(settings);
        PatchTablesReader.Read tables = PatchTablesReader.read(mysql, now.tables());
        JsonNode shownSource = shown.path("source").path(MYSQL);
        settings.endUnchanged(shownSource.path("settings"));
        mysql.endUnchanged(shownSource);
        source.endUnchanged(shown.path("source"));
        // They move by themselves between a GET and the PATCH that sends them back.
        body.ignore("state", "updatedAt");
        body.endUnchanged(shown);
        findings.refuseIfAny();
        return new PatchClickPipe(now.name().equals(name) ? null : name,
                new UpdateSettingsRequest(syncInterval, batch, compression, host, port, username, null,
                        tls, serverId, null).loading(parallelism, rowsPerPartition, parallelTables)
                        .cascading(cascades == null ? null : cascades.word()),
                password, tables.dropped(), tables.added());
    }

    private void readSource(JsonObject mysql) {
        if (mysql.has("host")) {
            host = MysqlSourceReader.host(mysql);
        }
        if (mysql.has("port")) {
            port = mysql.number("port", 1, 65535);
        }
        serverId = MysqlSourceReader.serverId(mysql);
        if (mysql.has("credentials")) {
            mysql.object("credentials").map(MysqlSourceReader::credentials).ifPresent(pair -> {
                username = pair[0];
                password = pair[1];
            });
        }
        if (mysql.has("disableTls") || mysql.has("skipCertVerification") || mysql.has("tlsHost")
                || mysql.has("caCertificate")) {
            tls = MysqlSourceReader.tls(mysql, now.source().tls());
        }
        if (password == null && host != null && MysqlSourceReader.isHost(host)
                && !host.equals(now.source().host())) {
            mysql.mistake("host", host, "the password is sealed for " + now.source().host() + " alone",
                    "give credentials too");
        }
    }

    private void readSettings(JsonObject settings) {
        syncInterval = number(settings, "syncIntervalSeconds", 1);
        batch = number(settings, "pullBatchSize", 1);
        parallelism = number(settings, "initialLoadParallelism", 1);
        rowsPerPartition = number(settings, "snapshotNumRowsPerPartition",
                ReplicationSettings.FEWEST_ROWS_PER_PARTITION);
        parallelTables = number(settings, "snapshotNumberOfParallelTables", 1);
        cascades = ForeignKeyCascadesReader.read(settings);
        if (settings.has("useCompression")) {
            compression = settings.flag("useCompression");
        }
        if (settings.has(StartPositionReader.NAME)
                && !Objects.equals(StartPositionReader.read(settings), now.replication().start())) {
            settings.mistake(StartPositionReader.NAME, "", "it cannot be changed: the stream has begun",
                    "leave it out; to begin elsewhere, delete the ClickPipe and create another one");
        }
    }

    private static @Nullable Integer number(JsonObject settings, String name, int lowest) {
        return settings.has(name) ? settings.number(name, lowest, Integer.MAX_VALUE) : null;
    }
}
