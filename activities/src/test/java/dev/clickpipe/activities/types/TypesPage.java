package dev.clickpipe.activities.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.types.TypeCases.TypeCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of {@code TYPES.md} that tells what was compared on one server. It is checked; with {@code -Dtypes.write=true}
 * it is written.
 */
final class TypesPage {
    private static final Path PAGE = Path.of(System.getProperty("house.root", ".."), "activities", "TYPES.md");

    private TypesPage() {}

    static void check(String server, List<TypeCase> cases) throws IOException {
        String begin = "<!-- " + server + " begins -->\n";
        String end = "<!-- " + server + " ends -->\n";
        String page = Files.readString(PAGE);
        int from = page.indexOf(begin) + begin.length();
        int until = page.indexOf(end);
        assertThat(until).as("%s holds the lines '%s' and '%s'", PAGE, begin.strip(), end.strip())
                .isGreaterThanOrEqualTo(from);
        String compared = table(cases);
        if (Boolean.getBoolean("types.write")) {
            Files.writeString(PAGE, page.substring(0, from) + compared + page.substring(until));
        } else {
            assertThat(page.substring(from, until)).as("%s is out of date: run this test with -Dtypes.write=true", PAGE)
                    .isEqualTo(compared);
        }
    }

    private static String table(List<TypeCase> cases) {
        Map<String, Integer> counts = new TreeMap<>();
        int all = 0;
        for (TypeCase type : cases) {
            counts.merge("| `" + shortened(type.type()) + "` | `" + type.destination() + "` | ", type.literals().size(),
                    Integer::sum);
            all += type.literals().size();
        }
        StringBuilder table = new StringBuilder("""
                | type | destination, Nullable where it takes NULL | values compared |
                |---|---|--:|
                """);
        counts.forEach((line, count) -> table.append(line).append(count).append(" |\n"));
        return table.append("| all | | ").append(all).append(" |\n").toString();
    }

    /** Lists of many members are of no interest to readers. */
    private static String shortened(String type) {
        return type.length() < 60 ? type : type.substring(0, 20) + "…";
    }
}
