package dev.clickpipe.activities.binlog;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

class MariaDbBinlogConnectionTest extends BinlogConnectionTest {
    MariaDbBinlogConnectionTest() {
        super(Flavour.MARIADB);
    }
}
