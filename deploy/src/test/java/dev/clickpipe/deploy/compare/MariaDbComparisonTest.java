package dev.clickpipe.deploy.compare;

import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.SourceServer;

class MariaDbComparisonTest extends ComparisonTest {
    @Override
    SourceServer server() {
        return SharedParts.mariadb();
    }
}
