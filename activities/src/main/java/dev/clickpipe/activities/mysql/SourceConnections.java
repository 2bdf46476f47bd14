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

    /**
     * Sets each variable whose default, at a server that somebody has configured for other clients, would change what is read
     * or end it.
     *
     * <ul>
     * <li>time_zone: instants are read and compared in UTC.
     * <li>sql_mode: PAD_CHAR_TO_FULL_LENGTH would change values, ANSI_QUOTES and others statements; without
     * ALLOW_INVALID_DATES a date that the server has stored is refused in a statement.
     * <li>sql_select_limit would cut results off, sql_big_selects and max_join_size refuse large ones, sql_auto_is_null take
     * IS NULL for something else.
     * <li>autocommit: a session without it would read an old state for as long as it is open.
     * <li>net_write_timeout: the writer to ClickHouse holds the reader up. wait_timeout, idle_..._timeout: so it does.
     * <li>max_execution_time, max_statement_time: a partition takes as long as it takes; the one of a MariaDB account is
     * lifted by the same.
     * <li>information_schema_stats_expiry: the number of rows is not as of yesterday.
     * <li>show_gipk_in_create_table_and_information_schema: an invisible primary key that information_schema hides is in the
     * binlog all the same. system_versioning_asof: system-versioned tables would be shown as of another time.
     * <li>use_secondary_engine: a copy in HeatWave lags behind the position from which the binlog is read.
     * </ul>
     */
    private static final String SESSION = "SET time_zone='+00:00',sql_mode='ALLOW_INVALID_DATES',autocommit=1,"
            + "sql_select_limit=18446744073709551615,sql_big_selects=1,max_join_size=18446744073709551615,"
            + "sql_safe_updates=0,sql_auto_is_null=0,net_write_timeout=3600,wait_timeout=28800"
            + " /*!50708 ,max_execution_time=0*/ /*!80003 ,information_schema_stats_expiry=0*/"
            + " /*!80013 ,use_secondary_engine=OFF*/ /*!80030 ,show_gipk_in_create_table_and_information_schema=ON*/"
            + " /*M!100101 ,max_statement_time=0*/ /*M!100304 ,system_versioning_asof=DEFAULT*/ /*M!100300"
            + " ,idle_transaction_timeout=0,idle_readonly_transaction_timeout=0,idle_write_transaction_timeout=0*/";
    /** READ UNCOMMITTED would read rows that are then rolled back, of which the binlog says nothing. */
    private static final String ISOLATION = "REPEATABLE-READ";

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
                .initSql(SESSION)
                .transactionIsolation(ISOLATION)
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
