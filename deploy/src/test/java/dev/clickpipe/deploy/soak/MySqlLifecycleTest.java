package dev.clickpipe.deploy.soak;

import dev.clickpipe.deploy.service.SourceKind;

class MySqlLifecycleTest extends LifecycleTest {
    MySqlLifecycleTest() {
        super(SourceKind.MYSQL);
    }
}
