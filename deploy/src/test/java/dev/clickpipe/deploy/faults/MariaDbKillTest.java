package dev.clickpipe.deploy.faults;

import dev.clickpipe.deploy.service.SourceKind;

class MariaDbKillTest extends KillTest {
    MariaDbKillTest() {
        super(SourceKind.MARIADB, false);
    }
}
