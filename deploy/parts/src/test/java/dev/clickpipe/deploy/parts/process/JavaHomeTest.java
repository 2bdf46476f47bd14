package dev.clickpipe.deploy.parts.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JavaHomeTest {
    @Test
    void theRunningJvmIsTakenWhenNothingIsGiven() {
        Path home = Path.of(System.getProperty("java.home"));
        assertThat(JavaHome.find(Map.of()).folder()).isEqualTo(home);
        assertThat(JavaHome.find(Map.of("CLICKPIPE_JAVA_HOME", " ")).java()).isEqualTo(home.resolve("bin/java"));
    }

    @Test
    void theGivenOneIsTaken() {
        String home = System.getProperty("java.home");
        assertThat(JavaHome.find(Map.of("CLICKPIPE_JAVA_HOME", home)).folder()).isEqualTo(Path.of(home));
    }

    @Test
    void aFolderWithoutJavaIsRefused() {
        assertThatThrownBy(() -> JavaHome.find(Map.of("CLICKPIPE_JAVA_HOME", "/nowhere")))
                .isInstanceOf(PartException.class)
                .hasMessageContaining("CLICKPIPE_JAVA_HOME is /nowhere")
                .hasMessageContaining("JDK 25");
    }
}
