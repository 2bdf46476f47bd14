package dev.clickpipe.deploy.compare;

import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.SourceServer;

class MariaDbGeometryComparisonTest extends GeometryComparisonTest {
    @Override
    SourceServer server() {
        return SharedParts.mariadb();
    }

    @Override
    String berlin() {
        return "POINT(52.5 13.4)";
    }
}
