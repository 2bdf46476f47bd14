package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.position.Coordinates;
import dev.clickpipe.workflows.settings.ColumnMapping;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.ReplicationSettings;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableEngine;
import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code source.mysql}. */
final class MysqlSourceReader {
    private static final long HIGHEST_INT = Integer.MAX_VALUE;
    private static final long HIGHEST_SERVER_ID = 4_294_967_295L;
    /** Names, IPv4 and IPv6 addresses: nothing that could end a host in a connection string. */
    private static final Pattern HOST = Pattern.compile("[\\p{L}\\p{N}._:%-]+|\\[[0-9A-Fa-f:.%]+]");
    /** Longest identifier of MySQL and MariaDB. */
    private static final int LONGEST_IDENTIFIER = 64;
    private static final int LONGEST_TARGET = 206;
    private static final int LONGEST_TYPE = 100;
    private static final TlsSettings TLS_BY_DEFAULT = new TlsSettings(false, false, null, null);
    private static final int LONGEST_CERTIFICATES = 1_000_000;

    private MysqlSourceReader() {}

    /** What stands in there; of use only when nothing was wrong. */
    record Read(CreateClickPipe.Source source, ReplicationSettings replication, List<TableMapping> tables) {}

    static Optional<Read> read(JsonObject mysql) {
        SourceType type = mysql.choice("type", WireNames.SOURCE_TYPES, SourceType.MYSQL);
        String host = host(mysql);
        int port = mysql.number("port", 1, 65535);
        authentication(mysql);
        Optional<String[]> credentials = mysql.object("credentials").map(MysqlSourceReader::credentials);
        TlsSettings tls = tls(mysql, TLS_BY_DEFAULT);
        Long serverId = serverId(mysql);
        Optional<ReplicationSettings> settings = mysql.object("settings").flatMap(MysqlSourceReader::settings);
        List<TableMapping> tables = mysql.objects("tableMappings").stream().map(MysqlSourceReader::table).toList();
        mysql.end();
        return credentials.flatMap(pair -> settings.map(replication -> new Read(
                new CreateClickPipe.Source(type, host, port, pair[0], pair[1], tls, serverId), replication, tables)));
    }

    static boolean isHost(String host) {
        return HOST.matcher(host).matches();
    }

    static String host(JsonObject mysql) {
        String host = mysql.text("host", 255);
        if (!host.isBlank() && !isHost(host)) {
            // What stands before an @ may be a password.
            mysql.mistake("host", host.substring(host.lastIndexOf('@') + 1), "it is not a host name or an address",
                    "give the host alone: the port goes into port, user and password into credentials");
        }
        return host;
    }

    private static void authentication(JsonObject mysql) {
        String authentication = mysql.optionalText("authentication", 20);
        if (authentication != null && !authentication.equals("basic")) {
            mysql.mistake("authentication", authentication, "only user and password are supported",
                    "give basic and credentials");
        }
        mysql.refuse("iamRole", "IAM is not supported", "leave it out and give credentials");
    }

    static String[] credentials(JsonObject credentials) {
        String[] pair = {credentials.text("username", 255), credentials.secret("password")};
        credentials.end();
        return pair;
    }

    static @Nullable Long serverId(JsonObject mysql) {
        return mysql.optionalNumber("serverId", 1, HIGHEST_SERVER_ID);
    }

    /** @param otherwise what holds for members that are left out */
    static TlsSettings tls(JsonObject mysql, TlsSettings otherwise) {
        String certificate = mysql.optionalText("caCertificate", LONGEST_CERTIFICATES);
        if (certificate != null && !holdsCertificates(certificate)) {
            mysql.mistake("caCertificate", "", "it is not a certificate in PEM",
                    "give the text from BEGIN CERTIFICATE to END CERTIFICATE, line ends as \\n");
        }
        String tlsHost = mysql.optionalText("tlsHost", 255);
        return new TlsSettings(mysql.flag("disableTls", otherwise.disabled()),
                mysql.flag("skipCertVerification", otherwise.skipVerification()),
                tlsHost == null ? otherwise.host() : tlsHost,
                certificate == null ? otherwise.caCertificate() : certificate);
    }

    private static boolean holdsCertificates(String pem) {
        try {
            return !CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8))).isEmpty();
        } catch (CertificateException _) {
            return false;
        }
    }

    private static Optional<ReplicationSettings> settings(JsonObject settings) {
        @Nullable
        ReplicationMode mode = settings.choice("replicationMode", WireNames.MODES);
        ReplicationMechanism mechanism = settings.choice("replicationMechanism", WireNames.MECHANISMS,
                ReplicationMechanism.GTID);
        int syncInterval = settings.number("syncIntervalSeconds", 60, 1, HIGHEST_INT);
        int batch = settings.number("pullBatchSize", 100_000, 1, HIGHEST_INT);
        int parallelism = settings.number("initialLoadParallelism", 4, 1, HIGHEST_INT);
        int rowsPerPartition = settings.number("snapshotNumRowsPerPartition", 100_000,
                ReplicationSettings.FEWEST_ROWS_PER_PARTITION, HIGHEST_INT);
        int parallelTables = settings.number("snapshotNumberOfParallelTables", 1, 1, HIGHEST_INT);
        boolean compression = settings.flag("useCompression");
        boolean nullable = settings.flag("allowNullableColumns");
        boolean deleteOnMerge = settings.flag("deleteOnMerge");
        OutOfRange outOfRange = settings.choice("valuesOutOfRange", WireNames.OUT_OF_RANGE, OutOfRange.NEAREST);
        Coordinates start = StartPositionReader.read(settings);
        ForeignKeyCascades cascades = ForeignKeyCascadesReader.read(settings);
        settings.end();
        return Optional.ofNullable(mode).map(known -> new ReplicationSettings(known, mechanism, syncInterval, batch,
                compression, nullable, parallelism, rowsPerPartition, parallelTables, deleteOnMerge, outOfRange,
                start, cascades));
    }

    static TableMapping table(JsonObject mapping) {
        TableName source = new TableName(mapping.text("sourceSchemaName", LONGEST_IDENTIFIER),
                mapping.text("sourceTable", LONGEST_IDENTIFIER));
        String target = mapping.text("targetTable", LONGEST_TARGET);
        List<String> excluded = mapping.texts("excludedColumns");
        boolean custom = mapping.flag("useCustomSortingKey");
        List<String> sortingKeys = mapping.texts("sortingKeys");
        if (custom && sortingKeys.isEmpty()) {
            mapping.mistake("sortingKeys", "", "it is missing although useCustomSortingKey is true",
                    "list the columns of the sorting key");
        }
        TableEngine engine = mapping.choice("tableEngine", WireNames.ENGINES, TableEngine.REPLACING_MERGE_TREE);
        String partitionKey = mapping.optionalText("partitionKey", LONGEST_IDENTIFIER);
        List<ColumnMapping> columns = columns(mapping);
        mapping.end();
        return new TableMapping(source, target, excluded, custom, sortingKeys, engine, partitionKey, columns);
    }

    private static List<ColumnMapping> columns(JsonObject mapping) {
        List<ColumnMapping> columns = new ArrayList<>();
        for (JsonObject column : mapping.optionalObjects("columns")) {
            String source = column.text("sourceColumn", LONGEST_IDENTIFIER);
            String target = column.optionalText("targetColumn", LONGEST_TARGET);
            String type = column.optionalText("targetType", LONGEST_TYPE);
            if (columns.stream().anyMatch(other -> other.source().equals(source))) {
                column.mistake("sourceColumn", source, "duplicate in columns", "name each column once");
            }
            column.end();
            columns.add(new ColumnMapping(source, target, type));
        }
        return columns;
    }
}
