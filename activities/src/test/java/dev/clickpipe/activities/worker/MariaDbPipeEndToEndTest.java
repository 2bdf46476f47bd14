package dev.clickpipe.activities.worker;

import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.settings.SourceType;

class MariaDbPipeEndToEndTest extends PipeEndToEndTest {
    @Override
    SourceServer server() {
        return SharedParts.mariadb();
    }

    @Override
    SourceType type() {
        return SourceType.MARIADB;
    }
}
