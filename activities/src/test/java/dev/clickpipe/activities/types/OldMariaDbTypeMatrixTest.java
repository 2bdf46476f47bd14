package dev.clickpipe.activities.types;

import dev.clickpipe.activities.binlog.BinlogTestSource;
import dev.clickpipe.activities.types.TypeCases.TypeCase;
import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.DebianMariaDb;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.sql.SQLException;
import java.util.List;

class OldMariaDbTypeMatrixTest extends TypeMatrixTest {
    OldMariaDbTypeMatrixTest() {
        super("MARIADB 10.11");
    }

    @Override
    BinlogTestSource open() throws SQLException {
        return new BinlogTestSource(Flavour.MARIADB,
                SharedParts.part(new DebianMariaDb("mariadb-bookworm", "bookworm"), SourceServer.class));
    }

    @Override
    List<TypeCase> cases() {
        return TypeCases.of(Flavour.MARIADB);
    }
}
