package dev.clickpipe.deploy.soak;

import dev.clickpipe.deploy.service.SourceKind;

class MariaDbLifecycleTest extends LifecycleTest {
    MariaDbLifecycleTest() {
        super(SourceKind.MARIADB);
    }
}
