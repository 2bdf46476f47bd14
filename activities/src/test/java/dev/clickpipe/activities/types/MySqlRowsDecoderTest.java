package dev.clickpipe.activities.types;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

class MySqlRowsDecoderTest extends RowsDecoderTest {
    MySqlRowsDecoderTest() {
        super(Flavour.MYSQL);
    }
}
