package dev.clickpipe.api;

import static dev.clickpipe.api.CreateBodies.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.clickpipe.api.TestApi.Reply;
import dev.clickpipe.api.stubs.StubPipe;
import dev.clickpipe.api.stubs.StubPreflight;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tables that a PATCH adds to a pipe, on a real Temporal with workflows by hand. */
class AddedTablesTest extends TestApiTest {
    private static final String ORDERS = mapping("orders", "shop_orders");
    private static final String PEOPLE = mapping("people", "shop_people");

    private static String mapping(String table, String target) {
        return "{\"sourceSchemaName\":\"shop\",\"sourceTable\":\"" + table + "\",\"targetTable\":\"" + target + "\"}";
    }

    private static Reply patch(String pipe, String mysql) throws IOException, InterruptedException {
        return api.call("PATCH", pipe, "{\"source\":{\"mysql\":{" + mysql + "}}}");
    }

    private static String toAdd(String... mappings) {
        return "\"tableMappingsToAdd\":[" + String.join(",", mappings) + "]";
    }

    private static JsonNode tables(Reply reply) {
        return reply.result().at("/source/mysql/tableMappings");
    }

    @Test
    void aTableIsAddedAndTheSamePatchAgainChangesNothing() throws Exception {
        String pipe = create(_ -> {});
        for (int time = 1; time <= 2; time++) {
            Reply added = patch(pipe, toAdd(ORDERS, PEOPLE));
            assertThat(added.status()).as(added.error()).isEqualTo(200);
            assertThat(tables(added).findValuesAsText("targetTable")).containsExactly("shop_orders", "shop_people");
            assertThat(added.result()).isEqualTo(api.call("GET", pipe, null).result());
            assertThat(asked(pipe)).singleElement().asString()
                    .startsWith("edit ").contains("shop_people").doesNotContain("shop_orders");
        }
    }

    @Test
    void removalsMakeRoomForAdditionsAndAllIsAskedForAtOnce() throws Exception {
        String pipe = create(_ -> {});
        Reply changed = patch(pipe, toAdd(mapping("orders", "orders_anew"), mapping("people", "shop_orders"))
                + ",\"tableMappingsToRemove\":[" + ORDERS + "],\"settings\":{\"syncIntervalSeconds\":5}");
        assertThat(changed.status()).as(changed.error()).isEqualTo(200);
        assertThat(tables(changed).findValuesAsText("targetTable")).containsExactly("orders_anew", "shop_orders");
        assertThat(changed.result().at("/source/mysql/settings/syncIntervalSeconds").asInt()).isEqualTo(5);
        assertThat(asked(pipe)).singleElement().asString().startsWith("edit ");
    }

    /** Only with credentials can they be checked: what is stored has none. */
    @Test
    void findingsOfTheChecksRefuseAllOfThePatch() throws Exception {
        String pipe = create(_ -> {});
        Reply refused = patch(pipe, toAdd(PEOPLE) + ",\"host\":\"" + StubPreflight.BROKEN_HOST
                + "\",\"credentials\":{\"username\":\"u\",\"password\":\"hunter2\"}");
        assertThat(refused.status()).isEqualTo(400);
        RecordedAnswers.assertSame(refused.body(), "findings");
        assertThat(asked(pipe)).isEmpty();
        Reply added = patch(pipe, toAdd(PEOPLE) + ",\"credentials\":{\"username\":\"u\",\"password\":\"hunter2\"}");
        assertThat(added.status()).as(added.error()).isEqualTo(200);
        assertThat(tables(added)).hasSize(2);
    }

    @Test
    void aPipeThatFailedRefusesAdditions() throws Exception {
        String pipe = pipes + "/" + api.call("POST", pipes, example(body -> body.put("name", StubPipe.FAILED_PIPE)))
                .result().path("id").asText();
        Reply refused = patch(pipe, toAdd(PEOPLE));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo(
                "BAD_REQUEST: ClickPipe is Failed: its other tables have a gap; resync it first, then add tables");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "things | b | orders | elsewhere | [1].sourceTable (`shop`.`orders`): the ClickPipe copies that table into shop_orders already, by another mapping; leave it out, or have it dropped first: put its mapping into tableMappingsToRemove",
            "things | b | people | shop_orders | [1].targetTable (shop_orders): `shop`.`orders` goes there too, and a table that is added shares no target; give it a target of its own",
            "people | a | people | b | [1].sourceTable (`shop`.`people`): duplicate in tableMappingsToAdd; name each source table once",
            "people | a | things | a | [1].targetTable (a): `shop`.`people` goes there too, and a table that is added shares no target; give it a target of its own"})
    void aMistakeIsNamedWithFieldValueAndRemedy(String first, String firstTarget, String second, String secondTarget,
            String error) throws Exception {
        String pipe = create(_ -> {});
        Reply refused = patch(pipe, toAdd(mapping(first, firstTarget), mapping(second, secondTarget)));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("BAD_REQUEST: source.mysql.tableMappingsToAdd" + error);
        assertThat(asked(pipe)).isEmpty();
    }
}
