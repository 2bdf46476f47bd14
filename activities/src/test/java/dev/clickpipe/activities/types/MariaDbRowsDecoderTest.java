package dev.clickpipe.activities.types;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

class MariaDbRowsDecoderTest extends RowsDecoderTest {
    MariaDbRowsDecoderTest() {
        super(Flavour.MARIADB);
    }
}
