package dev.clickpipe.deploy.compare;

import dev.clickpipe.deploy.parts.source.SourceServer;
import java.io.IOException;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Each test has a source and a destination of its own; subclasses say on which server. */
abstract class OnBothSides {
    private BothSides sides;

    abstract SourceServer server();

    BothSides sides() {
        return sides;
    }

    @BeforeEach
    void createBothSides() throws SQLException, IOException, InterruptedException {
        sides = new BothSides(server());
    }

    @AfterEach
    void dropBothSides() throws SQLException, IOException, InterruptedException {
        sides.drop();
    }
}
