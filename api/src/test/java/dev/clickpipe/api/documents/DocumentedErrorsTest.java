package dev.clickpipe.api.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.failure.ErrorKind;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DocumentedErrorsTest {
    private static final Pattern SECTION = Pattern
            .compile("\n### ([A-Z_]+)\n\nConsequence: ([a-z ]+)\\. \\S", Pattern.DOTALL);

    @Test
    void everyKindHasASectionWithWhatThePipeDoes() {
        Map<String, String> expected = Arrays.stream(ErrorKind.values())
                .collect(Collectors.toMap(ErrorKind::name, kind -> consequence(kind.action())));
        assertThat(documented()).containsExactlyInAnyOrderEntriesOf(expected);
    }

    private static Map<String, String> documented() {
        Map<String, String> documented = new LinkedHashMap<>();
        Matcher section = SECTION.matcher(Checkout.text(Checkout.file("docs/troubleshooting.md")));
        while (section.find()) {
            documented.put(section.group(1), section.group(2));
        }
        return documented;
    }

    private static String consequence(ErrorKind.Action action) {
        return switch (action) {
            case RETRY -> "retried";
            case FAIL_TABLE -> "table stops";
            case FAIL_PIPE -> "pipe stops";
        };
    }
}
