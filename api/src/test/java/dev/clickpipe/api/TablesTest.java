package dev.clickpipe.api;

import static dev.clickpipe.api.CreateBodies.mysql;
import static dev.clickpipe.api.CreateBodies.table;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clickpipe.api.TestApi.Reply;
import dev.clickpipe.api.stubs.StubPipe;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code …/clickpipes/{id}/tables}, and what loads tables again, on a real Temporal with workflows by hand. */
class TablesTest extends TestApiTest {
    /** Two tables, of which one failed. */
    private static void withABrokenTable(ObjectNode body) {
        mysql(body).withArray("tableMappings").add(table(body).deepCopy().put("sourceTable", StubPipe.FAILED_TABLE)
                .put("targetTable", "shop_broken"));
    }

    private static Reply command(String path, String command) throws IOException, InterruptedException {
        return api.call("PATCH", path, "{\"command\":\"" + command + "\"}");
    }

    @Test
    void eachTableIsShownWithItsStateAndError() throws Exception {
        RecordedAnswers.assertSame(api.call("GET", create(TablesTest::withABrokenTable) + "/tables", null).body(),
                "tables");
    }

    @Test
    void aWholePipeIsResyncedAlsoWhenItFailed() throws Exception {
        for (String name : new String[]{"orders", StubPipe.FAILED_PIPE}) {
            String pipe = create(body -> {
                body.put("name", name);
                table(body).put("targetTable", "shop_" + name);
            });
            Reply resynced = command(pipe + "/state", "resync");
            assertThat(resynced.status()).as(resynced.error()).isEqualTo(200);
            assertThat(resynced.result().path("id").asText()).isEqualTo(pipe.substring(pipes.length() + 1));
            assertThat(asked(pipe))
                    .containsExactly("resync {\"tables\":[],\"reason\":\"asked over HTTP with key keyId\"}");
        }
    }

    @ParameterizedTest
    @CsvSource({"resync, orders", "resync, broken", "retry, broken"})
    void oneTableIsLoadedAgain(String command, String table) throws Exception {
        String pipe = create(TablesTest::withABrokenTable);
        Reply reply = command(pipe + "/tables/shop/" + table, command);
        assertThat(reply.status()).as(reply.error()).isEqualTo(200);
        assertThat(reply.result().path("state").asText()).isEqualTo("Running");
        assertThat(asked(pipe)).containsExactly("resync {\"tables\":[{\"schema\":\"shop\",\"table\":\"" + table
                + "\"}],\"reason\":\"asked over HTTP with key keyId\"}");
    }

    @Test
    void allThatFailedAreRetriedTogether() throws Exception {
        String pipe = create(TablesTest::withABrokenTable);
        assertThat(command(pipe + "/tables", "retry").status()).isEqualTo(200);
        assertThat(asked(pipe)).containsExactly("retryTables {\"reason\":\"asked over HTTP with key keyId\"}");
        Reply refused = command(create(body -> {
            body.put("name", "all well");
            table(body).put("targetTable", "shop_well");
        }) + "/tables", "retry");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("BAD_REQUEST: no table of the pipe failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "orders | shop/orders | retry | 400 | BAD_REQUEST: command (retry): `shop`.`orders` is Followed and not Failed; resync loads it again all the same",
            "orders | shop/nowhere | retry | 404 | NOT_FOUND: the ClickPipe has no table `shop`.`nowhere`; GET …/tables lists those it has",
            "orders | Shop/orders | resync | 404 | NOT_FOUND: the ClickPipe has no table `Shop`.`orders`; GET …/tables lists those it has",
            "failed | shop/orders | resync | 400 | BAD_REQUEST: ClickPipe is Failed: all of its tables have the gap; resync the whole pipe",
            "failed | shop/orders | retry | 400 | BAD_REQUEST: ClickPipe is Failed: all of its tables have the gap; resync the whole pipe"})
    void whatDoesNotFitIsRefusedWithWhatDoes(String name, String table, String command, int status, String error)
            throws Exception {
        String pipe = create(body -> body.put("name", name));
        Reply refused = command(pipe + "/tables/" + table, command);
        assertThat(refused.error()).isEqualTo(error);
        assertThat(refused.status()).isEqualTo(status);
        assertThat(asked(pipe)).isEmpty();
    }

    /** In a path they stand percent-encoded. */
    @ParameterizedTest
    @ValueSource(strings = {"dots.in.it", "a b+c", "ü", "50%", "a`b\"c", "slash/ed"})
    void namesOfTablesMayHoldAnyCharacter(String name) throws Exception {
        String pipe = create(body -> table(body).put("sourceTable", name));
        String encoded = URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
        Reply reply = command(pipe + "/tables/shop/" + encoded, "resync");
        assertThat(reply.status()).as(reply.error()).isEqualTo(200);
        assertThat(asked(pipe)).hasSize(1);
    }
}
