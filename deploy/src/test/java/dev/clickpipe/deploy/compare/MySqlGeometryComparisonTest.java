package dev.clickpipe.deploy.compare;

import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.SourceServer;

class MySqlGeometryComparisonTest extends GeometryComparisonTest {
    @Override
    SourceServer server() {
        return SharedParts.mysql();
    }

    @Override
    String berlin() {
        return "POINT(13.4 52.5)";
    }
}
