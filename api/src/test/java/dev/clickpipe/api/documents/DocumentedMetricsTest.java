package dev.clickpipe.api.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.api.TestApi;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DocumentedMetricsTest {
    private static final String PAGE = "docs/operations.md";
    private static final Pattern OWN = Pattern.compile("\"(clickpipe(?:\\.[a-z]+)+)\"");
    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (\\S+) ");
    private static final Pattern IN_RULES = Pattern.compile("\\b(?:clickpipe|temporal|http)_[a-z_]+");
    private static final String OF_THE_API = "API";

    /** Counters; Prometheus' names have underscores and end with the unit or with total. */
    @Test
    void everyMetricOfOurOwnIsDocumentedAndNoOther() {
        Set<String> made = new TreeSet<>();
        Checkout.mainSources().stream().map(Checkout::text).filter(text -> text.contains("MeterRegistry"))
                .forEach(text -> matches(OWN, text, 1).forEach(name -> made.add(name.replace('.', '_') + "_total")));
        assertThat(made).isNotEmpty();
        assertThat(documented("").filter(name -> name.startsWith("clickpipe_")))
                .containsExactlyInAnyOrderElementsOf(made);
    }

    @Test
    void theApiExposesWhatIsDocumentedAndNothingElse() throws IOException, InterruptedException {
        List<String> documented = documented(OF_THE_API).toList();
        try (TestApi api = new TestApi("127.0.0.1:1")) {
            assertThat(api.call("GET", "/health/live", null).status()).isEqualTo(200);
            List<String> exposed = matches(TYPE, api.call("GET", "/metrics", null).raw().body(), 1);
            assertThat(exposed).isNotEmpty().allMatch(name -> documented.stream().anyMatch(one -> covers(one, name)));
            assertThat(documented).allMatch(one -> exposed.stream().anyMatch(name -> covers(one, name)));
        }
    }

    @Test
    void namesOfTemporalsSdkExist() {
        Set<String> known = new TreeSet<>(constants(io.temporal.worker.MetricsType.class));
        known.addAll(constants(io.temporal.serviceclient.MetricsType.class));
        assertThat(documented("").filter(name -> name.startsWith("temporal_") && !name.endsWith("*"))).isNotEmpty()
                .allMatch(name -> known.contains(name.replaceFirst("(_total|_seconds|_max)+$", "")));
    }

    @Test
    void rulesNameDocumentedMetrics() {
        String page = Checkout.text(Checkout.file(PAGE));
        String rules = page.substring(page.indexOf("```yaml"), page.indexOf("```\n", page.indexOf("```yaml")));
        List<String> documented = documented("").toList();
        assertThat(matches(IN_RULES, rules, 0)).isNotEmpty()
                .allMatch(name -> documented.contains(name) || documented.contains(name.replaceFirst("_count$", "")));
    }

    /** @param process that exposes them; empty: any */
    private static Stream<String> documented(String process) {
        return DocumentTable.rows(PAGE, "metric").stream()
                .filter(row -> row.getOrDefault("process", "").contains(process))
                .flatMap(row -> DocumentTable.codes(row.getOrDefault("metric", "")).stream());
    }

    private static boolean covers(String documented, String name) {
        return documented.endsWith("*")
                ? name.startsWith(documented.substring(0, documented.length() - 1))
                : name.equals(documented);
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getFields()).filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == String.class).map(DocumentedMetricsTest::value)
                .toList();
    }

    private static String value(Field constant) {
        try {
            return String.valueOf(constant.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> matches(Pattern pattern, String text, int group) {
        return pattern.matcher(text).results().map(found -> found.group(group)).toList();
    }
}
