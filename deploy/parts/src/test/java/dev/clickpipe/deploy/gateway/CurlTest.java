package dev.clickpipe.deploy.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What people type: curl as it is. */
@ParameterizedClass
@MethodSource("dev.clickpipe.deploy.gateway.Target#all")
class CurlTest {
    private final Target target;

    CurlTest(Target target) {
        this.target = target;
    }

    @Test
    void healthNeedsNoPassword() throws IOException {
        assertThat(target.curl("-u", "nobody:", target.url() + "/ping")).isEqualTo("Ok.\n");
        assertThat(target.curl(target.url() + "/")).isEqualTo("Ok.\n");
        assertThat(target.curl("-u", "nobody:", target.url() + "/replicas_status")).isEqualTo("Ok.\n");
        assertThat(target.curl("-w", "%{http_code}", "-o", "/dev/null", target.url() + "/nowhere")).isEqualTo("404");
    }

    @Test
    void theStatementGoesInTheBodyOrTheUrl() throws IOException {
        assertThat(target.curl(target.url() + "/", "-d", "SELECT 1")).isEqualTo("1\n");
        assertThat(target.curl("-G", target.url() + "/", "--data-urlencode", "query=SELECT 1 FORMAT CSVWithNames"))
                .isEqualTo("\"1\"\n1\n");
        assertThat(target.curl(target.url() + "/?query=SELECT", "-d", "1")).isEqualTo("1\n");
    }

    @Test
    void everyWayToSayWhoOneIs() throws IOException {
        String url = target.url() + "/?query=SELECT%201";
        String[] wrong = {"-u", "default:wrong", url, "-w", " %{http_code}"};
        assertThat(target.curl(wrong)).startsWith("Code: 516. DB::Exception: default: Authentication failed")
                .endsWith(" 403");
        assertThat(target.curl("-u", "nobody:x", url, "-w", " %{http_code}")).startsWith("Code: 516.").endsWith(" 403");
        assertThat(target.curl("-u", ":", "-H", "Authorization:", "-H", "X-ClickHouse-User: " + target.user(), "-H",
                "X-ClickHouse-Key: " + target.password(), url)).isEqualTo("1\n");
        assertThat(target.curl("-H", "Authorization:", "-G", url, "--data-urlencode", "user=" + target.user(),
                "--data-urlencode", "password=" + target.password())).isEqualTo("1\n");
        assertThat(target.curl("-H", "Authorization:", url + "&user=default&password=wrong")).startsWith("Code: 516.");
    }

    @Test
    void answersAreCompressedWhenAskedFor() throws IOException {
        String url = target.url() + "/?enable_http_compression=1&query=SELECT%20number%20FROM%20numbers(100000)";
        assertThat(target.curl("--compressed", "-H", "Accept-Encoding: gzip", url)).hasLineCount(100_000);
        assertThat(target.curl("-D", "-", "-o", "/dev/null", "-H", "Accept-Encoding: gzip", url))
                .containsIgnoringCase("content-encoding: gzip");
        assertThat(target.curl("-D", "-", "-o", "/dev/null", "-H", "Accept-Encoding: lz4", url))
                .containsIgnoringCase("content-encoding: lz4");
    }

    @Test
    void aFileIsInsertedInChunksAfterAskingLeave(@TempDir Path folder) throws IOException {
        String database = target.newDatabase();
        target.run("CREATE TABLE " + database + ".t (a UInt32) ENGINE = MergeTree ORDER BY a");
        Path file = Files.writeString(folder.resolve("rows.csv"), "1\n2\n3\n".repeat(100_000));
        String url = target.url() + "/?query=INSERT%20INTO%20" + database + ".t%20FORMAT%20CSV";
        assertThat(target.curl("-H", "Expect: 100-continue", "-H", "Transfer-Encoding: chunked", "--data-binary",
                "@" + file, url)).isEmpty();
        assertThat(target.curl("-H", "Expect:", "--data-binary", "@" + file, url)).isEmpty();
        assertThat(target.run("SELECT count(), sum(a) FROM " + database + ".t")).isEqualTo("600000\t1200000");
        target.run("DROP DATABASE " + database);
    }

    @Test
    void anErrorInTheMiddleBreaksTheAnswerOff() throws IOException {
        String statement = "SELECT number, throwIf(number = 3000000) FROM numbers(100000000)";
        String end = target.curl("-w", "\n%{http_code} %{exitcode}", target.url() + "/", "-d", statement);
        assertThat(end.substring(end.length() - 1000)).contains("__exception__", "Code: 395. DB::Exception: ")
                .endsWith("200 18");
    }

    @Test
    void aSessionKeepsItsSettingsAndTemporaryTables() throws IOException {
        String url = target.url() + "/?session_id=suite-" + System.nanoTime();
        target.curl(url, "-d", "CREATE TEMPORARY TABLE kept AS SELECT 42 AS x");
        target.curl(url, "-d", "SET max_threads = 2");
        target.curl(url, "-d", "USE system");
        assertThat(target.curl(url + "&max_block_size=77", "-d",
                "SELECT x, getSetting('max_threads'), currentDatabase(), getSetting('max_block_size') FROM kept"))
                .isEqualTo("42\t2\tsystem\t77\n");
        assertThat(target.curl(url, "-d", "SELECT getSetting('max_block_size') = 77")).isEqualTo("0\n");
        assertThat(target.curl(target.url() + "/", "-d", "SELECT * FROM kept")).startsWith("Code: 60.");
        assertThat(target.curl(url + "-unknown&session_check=1", "-d", "SELECT 1")).startsWith("Code: 372.");
    }
}
