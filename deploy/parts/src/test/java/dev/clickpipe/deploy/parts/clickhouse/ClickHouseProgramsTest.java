package dev.clickpipe.deploy.parts.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clickpipe.deploy.parts.process.PartException;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickHouseProgramsTest {
    @ParameterizedTest
    @CsvSource({"'ClickHouse server version 18.16.1.',false", "'ClickHouse server version 25.2.9.1',false",
            "'ClickHouse server version 25.3.1.2703 (official build).',true",
            "'ClickHouse server version 26.7.3.1.',true", "'command not found',false"})
    void aServerMustBeNewEnough(String output, boolean enough) {
        assertThat(ServerProgram.isNewEnough(output)).isEqualTo(enough);
    }

    @ParameterizedTest
    @CsvSource({"Linux,amd64,linux-x64-gnu", "Linux,aarch64,linux-arm64-gnu", "Mac OS X,aarch64,darwin-arm64",
            "Mac OS X,x86_64,darwin-x64"})
    void theEngineIsChosenByPlatform(String system, String processor, String platform) {
        assertThat(EngineProgram.platform(system, processor)).isEqualTo(platform);
    }

    @Test
    void aPlatformWithoutAnEngineIsToldWhatToDo() {
        assertThatThrownBy(() -> EngineProgram.platform("Linux", "riscv64")).isInstanceOf(PartException.class)
                .hasMessageContaining("riscv64")
                .hasMessageContaining("CLICKPIPE_CLICKHOUSE_URL");
        assertThatThrownBy(() -> EngineProgram.platform("Windows 11", "amd64")).isInstanceOf(PartException.class)
                .hasMessageContaining("Windows 11");
    }

    @Test
    void theLoginStandsInTheUrlAloneWhereItIsAskedFor() {
        ClickHouseServer server = new ClickHouseServer("clickhouse", URI.create("http://127.0.0.1:8123"), "default",
                "s@cret", "26.7", "test", Optional.empty());
        assertThat(server.urlWithLogin()).isEqualTo("http://default:s%40cret@127.0.0.1:8123");
        assertThat(server.toString()).doesNotContain("cret");
        assertThat(server.address()).isEqualTo("http://127.0.0.1:8123");
    }
}
