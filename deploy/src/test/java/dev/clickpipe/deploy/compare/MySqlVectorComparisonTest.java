package dev.clickpipe.deploy.compare;

import dev.clickpipe.deploy.parts.SharedParts;
import dev.clickpipe.deploy.parts.source.SourceServer;

class MySqlVectorComparisonTest extends VectorComparisonTest {
    @Override
    SourceServer server() {
        return SharedParts.mysql();
    }

    @Override
    String vector(String text) {
        return "STRING_TO_VECTOR(" + text + ")";
    }
}
