package dev.clickpipe.activities.types;

import dev.clickpipe.activities.binlog.TestSource;
import dev.clickpipe.activities.types.TypeCases.TypeCase;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.sql.SQLException;
import java.util.List;

class MariaDbTypeMatrixTest extends TypeMatrixTest {
    MariaDbTypeMatrixTest() {
        super("MARIADB");
    }

    @Override
    TestSource open() throws SQLException {
        return new TestSource(Flavour.MARIADB);
    }

    @Override
    List<TypeCase> cases() {
        return TypeCases.of(Flavour.MARIADB);
    }
}
