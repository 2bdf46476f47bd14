package dev.clickpipe.deploy.quickstart;

import dev.clickpipe.deploy.service.SourceKind;

class MariaDbCheckTest extends CheckTest {
    MariaDbCheckTest() {
        super(SourceKind.MARIADB);
    }
}
