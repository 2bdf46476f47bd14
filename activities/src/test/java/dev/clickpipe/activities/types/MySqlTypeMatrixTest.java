package dev.clickpipe.activities.types;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

class MySqlTypeMatrixTest extends TypeMatrixTest {
    MySqlTypeMatrixTest() {
        super(Flavour.MYSQL);
    }
}
