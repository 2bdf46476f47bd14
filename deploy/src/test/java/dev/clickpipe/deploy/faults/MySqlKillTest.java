package dev.clickpipe.deploy.faults;

import dev.clickpipe.deploy.service.SourceKind;

class MySqlKillTest extends KillTest {
    MySqlKillTest() {
        super(SourceKind.MYSQL, true);
    }
}
