package dev.clickpipe.activities.preflight;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.mysql.BinlogRetention;
import dev.clickpipe.activities.mysql.ServerVariables;
import dev.clickpipe.activities.mysql.SettingRequirement;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;

/** Whether the source's server is what was said, and keeps a binlog that can be followed. */
final class ServerChecks {
    private final Connection connection;
    private final PipeConfiguration configuration;
    private final Findings findings;
    private final SourceServer server;

    ServerChecks(Connection connection, PipeConfiguration configuration, Findings findings) {
        this.connection = connection;
        this.configuration = configuration;
        this.findings = findings;
        server = SourceServer.of(configuration.source().type());
    }

    void check() throws SQLException {
        String version = connection.getMetaData().getDatabaseProductVersion();
        if (!checkFlavour(version)) {
            return;
        }
        if (!version.startsWith(server.testedVersion())) {
            findings.warning("source.mysql.host", version, "this version was not tested; " + server.testedVersion()
                    + " was", "Nothing to do, but watch the first days");
        }
        if (configuration.replication().mode() != ReplicationMode.SNAPSHOT) {
            checkBinlog();
        }
    }

    private boolean checkFlavour(String version) {
        Flavour found = version.contains("MariaDB") ? Flavour.MARIADB : Flavour.MYSQL;
        if (found == server.flavour()) {
            return true;
        }
        findings.failure("source.mysql.type", configuration.source().type().name().toLowerCase(Locale.ROOT),
                "the server is " + version,
                "Set type to " + (found == Flavour.MARIADB ? "mariadb" : "mysql"));
        return false;
    }

    private void checkBinlog() throws SQLException {
        ServerVariables variables = ServerVariables.read(connection);
        for (SettingRequirement requirement : server.requirements()) {
            if (!requirement.fulfilledBy(variables)) {
                findings.failure("source.mysql.host", requirement.variable() + "="
                        + variables.find(requirement.variable()).orElse("(none)"),
                        "the server's " + requirement.variable() + " must be "
                                + String.join(" or ", requirement.accepted()),
                        requirement.remedy());
            }
        }
        BinlogRetention retention = server.retention(variables);
        if (!retention.longEnough()) {
            findings.failure("source.mysql.host", retention.variable() + "="
                    + variables.find(retention.variable()).orElse("(none)"),
                    "the binlog is kept for less than " + BinlogRetention.SHORTEST.toHours() + " hours",
                    retention.remedy());
        }
        String user = configuration.source().username();
        if (!server.mayFollowBinlog(connection)) {
            findings.failure("source.mysql.credentials", user, "the user may not follow the binlog",
                    "GRANT REPLICATION SLAVE ON *.* TO " + quotedUser(user));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(server.positionStatement());
        } catch (SQLException refused) {
            findings.failure("source.mysql.credentials", user,
                    "the user may not read positions: " + ErrorClassifier.errorOf(refused, null).message(),
                    "GRANT " + server.positionPrivilege() + " ON *.* TO " + quotedUser(user));
        }
    }

    static String quotedUser(String user) {
        return "'" + user.replace("\\", "\\\\").replace("'", "\\'") + "'@'%'";
    }
}
