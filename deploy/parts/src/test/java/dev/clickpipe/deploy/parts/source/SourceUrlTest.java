package dev.clickpipe.deploy.parts.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.deploy.parts.process.PartException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceUrlTest {
    @Test
    void userAndPasswordAreDecoded() {
        assertThat(SourceUrl.parse("X", "mysql://us%40er:p%3A%2F+%25@db.example:3307"))
                .isEqualTo(new SourceUrl("db.example", 3307, "us@er", "p:/+%"));
        assertThat(SourceUrl.parse("X", "mariadb://root:@localhost"))
                .isEqualTo(new SourceUrl("localhost", 3306, "root", ""));
    }

    @Test
    void aServersUrlCanBeParsedAgain() {
        SourceServer server = new SourceServer("mysql", "127.0.0.1", 3306, "a b", "p@:/?#+%", "9.7.4", "test",
                Optional.empty());
        assertThat(SourceUrl.parse("X", server.url())).isEqualTo(new SourceUrl("127.0.0.1", 3306, "a b", "p@:/?#+%"));
        assertThat(server.toString()).doesNotContain("p@");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:3306", "mysql://localhost:3306", "mysql://root@localhost",
            "http://a:b@localhost",
            "mysql://a:b c@localhost"})
    void anythingElseIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> SourceUrl.parse("CLICKPIPE_MYSQL_URL", text)).isInstanceOf(PartException.class)
                .hasMessageStartingWith("CLICKPIPE_MYSQL_URL must look like mysql://user:password@host:3306")
                .hasMessageNotContaining("localhost");
    }
}
