package dev.clickpipe.activities.preflight;

import dev.clickpipe.activities.errors.ErrorClassifier;
import dev.clickpipe.activities.mysql.BinlogFilter;
import dev.clickpipe.activities.mysql.BinlogRetention;
import dev.clickpipe.activities.mysql.Grantee;
import dev.clickpipe.activities.mysql.RdsRetention;
import dev.clickpipe.activities.mysql.ServerVariables;
import dev.clickpipe.activities.mysql.SettingRequirement;
import dev.clickpipe.activities.mysql.SourceServer;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Whether the source's server is what was said, and keeps a binlog that can be followed. */
final class ServerChecks {
    private static final String FIELD = "source.mysql.host";

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

    /** Looks at all of it; says whether its binlog can be read. */
    boolean check() throws SQLException {
        String version = connection.getMetaData().getDatabaseProductVersion();
        if (!checkFlavour(version)) {
            return false;
        }
        if (server.testedVersions().stream().noneMatch(tested -> version.startsWith(tested + "."))) {
            findings.warning(FIELD, version,
                    "this version was not tested; " + String.join(", ", server.testedVersions())
                            + " was",
                    "Nothing to do, but watch the first days");
        }
        if (configuration.replication().mode() != ReplicationMode.SNAPSHOT) {
            return checkBinlog();
        }
        return false;
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

    private boolean checkBinlog() throws SQLException {
        ServerVariables variables = ServerVariables.read(connection);
        for (SettingRequirement requirement : server.requirements(configuration.replication().mechanism())) {
            if (!requirement.fulfilledBy(variables)) {
                findings.failure(FIELD, shown(requirement.variable(), variables),
                        "the server's " + requirement.variable() + " " + requirement.expected(), requirement.remedy());
            }
        }
        checkRetention(variables);
        checkReplica(variables);
        return !variables.find("log_bin").equals(Optional.of("OFF")) && checkPrivileges();
    }

    private void checkRetention(ServerVariables variables) throws SQLException {
        Optional<BinlogRetention> retention = BinlogRetention.read(configuration.source().type(), connection,
                variables);
        retention.filter(told -> !told.longEnough())
                .ifPresent(told -> findings.failure(FIELD, told.shown(),
                        "the binlog is kept for less than " + BinlogRetention.SHORTEST.toHours() + " hours",
                        told.enough()));
        if (retention.isEmpty()) {
            findings.warning("source.mysql.credentials", user(),
                    "the user may not read how long Amazon RDS keeps the binlog, so a pipe that is paused cannot warn in time",
                    RdsRetention.grant(connection));
        }
    }

    /** A replica that logs only what was written to it alone lacks all that came from its source. */
    private void checkReplica(ServerVariables variables) {
        for (String variable : List.of("log_replica_updates", "log_slave_updates")) {
            if (variables.find(variable).equals(Optional.of("OFF")) && isReplica()) {
                findings.failure(FIELD, variable + "=OFF",
                        "the server is a replica and does not write what it replicates to its own binlog",
                        "Put " + variable + "=ON into the server's configuration and restart it, or name its source");
                return;
            }
        }
    }

    private boolean isReplica() {
        try {
            return server.isReplica(connection);
        } catch (SQLException refused) {
            // It takes a privilege that nothing else of a pipe needs.
            return false;
        }
    }

    private boolean checkPrivileges() throws SQLException {
        int before = findings.failures();
        if (!server.mayFollowBinlog(connection)) {
            findings.failure("source.mysql.credentials", user(), "the user may not follow the binlog",
                    "GRANT REPLICATION SLAVE ON *.* TO " + Grantee.of(connection));
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute(server.positionStatement());
            checkFilter(BinlogFilter.read(connection, server));
        } catch (SQLException refused) {
            findings.failure("source.mysql.credentials", user(),
                    "the user may not read positions: " + ErrorClassifier.errorOf(refused, null).message(),
                    "GRANT " + server.positionPrivilege() + " ON *.* TO " + Grantee.of(connection));
        }
        return findings.failures() == before;
    }

    /** Changes of such a database would be missing without anybody noticing. */
    private void checkFilter(BinlogFilter filter) {
        configuration.tables().stream().map(mapping -> mapping.source().schema()).distinct()
                .filter(schema -> !filter.logs(schema))
                .forEach(schema -> findings.failure(FIELD, filter.toString(),
                        "changes of database " + schema + " are not written to the binlog",
                        "Take the option out of the server's configuration and restart it"));
    }

    private static String shown(String variable, ServerVariables variables) {
        return variable + "=" + variables.find(variable).orElse("(none)");
    }

    private String user() {
        return configuration.source().username();
    }
}
