package dev.clickpipe.activities.mysql;

import dev.clickpipe.workflows.secrets.SecretOpener;
import dev.clickpipe.workflows.settings.SourceConnection;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.Driver;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.SslMode;

/**
 * Opens connections to a source, of either family, with MariaDB Connector/J. The caller closes them.
 *
 * <p>All sessions are in UTC and utf8mb4 and free of what a server's configuration may do to results: SQL modes, limits
 * on rows and on time. The password is opened here and goes into the driver's configuration alone, never into a URL.
 */
public final class SourceConnections {
    private static final int CONNECT_TIMEOUT_MILLISECONDS = 10_000;
    private static final int CONTROL_TIMEOUT_MILLISECONDS = 60_000;
    /** A range read answers at once, but a server under load may be silent for long in the middle of one. */
    private static final int READER_TIMEOUT_MILLISECONDS = 600_000;

    // sql_mode: PAD_CHAR_TO_FULL_LENGTH would change values, ANSI_QUOTES statements. sql_select_limit would cut results
    // off. net_write_timeout: the writer to ClickHouse holds the reader up. MySQL alone reads the first comment: an
    // invisible primary key that information_schema hides is in the binlog all the same. MariaDB alone reads the second:
    // system-versioned tables would be shown as of another time.
    private static final String SESSION = "time_zone='+00:00',sql_mode='',sql_select_limit=18446744073709551615,"
            + "net_write_timeout=3600,wait_timeout=28800"
            + "/*!80030 ,show_gipk_in_create_table_and_information_schema=ON*/"
            + "/*M!100304 ,system_versioning_asof=DEFAULT*/";

    // A builder that does not come from a parsed URL lacks a part that connecting needs (Connector/J 3.5.11).
    private static final String NO_HOST = "jdbc:mariadb://";

    private final SecretOpener secrets;

    public SourceConnections(SecretOpener secrets) {
        this.secrets = secrets;
    }

    /** A connection for small statements. */
    public Connection openControl(SourceConnection source) throws SQLException {
        return open(source, false, CONTROL_TIMEOUT_MILLISECONDS);
    }

    /**
     * A connection that reads tables: statements are prepared on the server, so that results come in the binary
     * protocol and floats are exact. Rows stream when the statement has a fetch size.
     */
    public Connection openReader(SourceConnection source) throws SQLException {
        return open(source, true, READER_TIMEOUT_MILLISECONDS);
    }

    /** The source's password, for the binlog client. */
    public String password(SourceConnection source) {
        return secrets.open(source.password(), source.pipeId(), source.host());
    }

    private Connection open(SourceConnection source, boolean reader, int socketTimeoutMilliseconds)
            throws SQLException {
        TlsSettings tls = source.tls();
        String certifiedHost = certifiedHost(source);
        Configuration.Builder builder = Configuration.parse(NO_HOST).toBuilder()
                .addresses(HostAddress.from(certifiedHost == null ? source.host() : certifiedHost, source.port()))
                .user(source.username())
                .password(password(source))
                .sslMode(sslMode(tls).getValue())
                .connectTimeout(CONNECT_TIMEOUT_MILLISECONDS)
                .socketTimeout(socketTimeoutMilliseconds)
                .tcpKeepAlive(true)
                .sessionVariables(SESSION)
                .useServerPrepStmts(reader)
                .cachePrepStmts(false)
                .tinyInt1isBit(false)
                .yearIsDateType(false)
                .jdbcCompliantTruncation(false)
                .allowLocalInfile(false)
                .permitRedirect(false)
                // Without TLS there is nothing that vouches for a key either way; with it, none is asked for.
                .allowPublicKeyRetrieval(tls.disabled());
        if (tls.caCertificate() != null && !tls.disabled()) {
            builder.serverSslCert(tls.caCertificate());
        }
        if (certifiedHost == null) {
            return Driver.connect(builder.build());
        }
        Configuration configuration = builder.socketFactory(CertifiedHostSocketFactory.class.getName()).build();
        return CertifiedHostSocketFactory.connectingTo(new InetSocketAddress(source.host(), source.port()),
                CONNECT_TIMEOUT_MILLISECONDS, () -> Driver.connect(configuration));
    }

    /** The name that the certificate must carry, where it is another one than the host's; null otherwise. */
    private static @Nullable String certifiedHost(SourceConnection source) {
        String host = source.tls().host();
        boolean verified = !source.tls().disabled() && !source.tls().skipVerification();
        return verified && host != null && !host.isEmpty() && !host.equals(source.host()) ? host : null;
    }

    private static SslMode sslMode(TlsSettings tls) {
        if (tls.disabled()) {
            return SslMode.DISABLE;
        }
        return tls.skipVerification() ? SslMode.TRUST : SslMode.VERIFY_FULL;
    }
}
