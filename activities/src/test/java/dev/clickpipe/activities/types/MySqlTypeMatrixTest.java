package dev.clickpipe.activities.types;

import dev.clickpipe.activities.binlog.BinlogTestSource;
import dev.clickpipe.activities.types.TypeCases.TypeCase;
import dev.clickpipe.workflows.position.SourceIdentity.Flavour;
import java.sql.SQLException;
import java.util.List;

class MySqlTypeMatrixTest extends TypeMatrixTest {
    MySqlTypeMatrixTest() {
        super("MYSQL");
    }

    @Override
    BinlogTestSource open() throws SQLException {
        return new BinlogTestSource(Flavour.MYSQL);
    }

    @Override
    List<TypeCase> cases() {
        return TypeCases.of(Flavour.MYSQL);
    }
}
