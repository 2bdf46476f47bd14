package dev.clickpipe.deploy.quickstart;

import dev.clickpipe.deploy.service.SourceKind;

class MySqlCheckTest extends CheckTest {
    MySqlCheckTest() {
        super(SourceKind.MYSQL);
    }
}
