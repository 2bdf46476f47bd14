package dev.clickpipe.activities.worker;

import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.SourceServer;
import dev.clickpipe.workflows.settings.SourceType;

class MySqlPipeEndToEndTest extends PipeEndToEndTest {
    @Override
    SourceServer server() {
        return SharedParts.mysql();
    }

    @Override
    SourceType type() {
        return SourceType.MYSQL;
    }
}
