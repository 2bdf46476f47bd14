package dev.clickpipe.activities.binlog;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

class MySqlBinlogConnectionTest extends BinlogConnectionTest {
    MySqlBinlogConnectionTest() {
        super(Flavour.MYSQL);
    }
}
