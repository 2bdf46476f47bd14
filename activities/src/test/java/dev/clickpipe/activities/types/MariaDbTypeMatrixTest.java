package dev.clickpipe.activities.types;

import dev.clickpipe.workflows.position.SourceIdentity.Flavour;

class MariaDbTypeMatrixTest extends TypeMatrixTest {
    MariaDbTypeMatrixTest() {
        super(Flavour.MARIADB);
    }
}
