package dev.clickpipe.activities.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.activities.types.TypeCases.TypeCase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The part of {@code TYPES.md} that tells what was compared on one server. It is checked; with {@code -Dtypes.write=true}
 * it is written.
 */
final class TypesPage {
    private static final Path PAGE = Path.of(System.getProperty("project.root", ".."), "activities", "TYPES.md");

    private TypesPage() {}

    /**
     * A column whose values were all told right.
     *
     * @param agreed how many values, NULLs not counted, ClickHouse's {@code mysql()} told as well; 0 when it was not asked
     */
    record Compared(TypeCase type, int agreed) {
        private static Compared sum(Compared one, Compared other) {
            List<String> literals = new ArrayList<>(one.type.literals());
            literals.addAll(other.type.literals());
            return new Compared(new TypeCase(one.type.type(), one.type.destination(), literals),
                    one.agreed + other.agreed);
        }

        private String line() {
            String opinion = MySqlFunctionSupport.of(type) instanceof MySqlFunctionSupport.Wrong(String reason)
                    ? "not asked: " + reason
                    : Integer.toString(agreed);
            return type.literals().size() + " | " + opinion + " |\n";
        }
    }

    static void check(String server, List<Compared> cases) throws IOException {
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

    private static String table(List<Compared> cases) {
        Map<String, Compared> lines = new TreeMap<>();
        int values = 0;
        int agreed = 0;
        for (Compared compared : cases) {
            TypeCase type = compared.type();
            lines.merge("| `" + shortened(type.type()) + "` | `" + type.destination() + "` | ", compared,
                    Compared::sum);
            values += type.literals().size();
            agreed += compared.agreed();
        }
        StringBuilder table = new StringBuilder("""
                | type | destination, Nullable where it takes NULL | values compared | with `mysql()` |
                |---|---|--:|--:|
                """);
        lines.forEach((line, compared) -> table.append(line).append(compared.line()));
        return table.append("| all | | ").append(values).append(" | ").append(agreed).append(" |\n").toString();
    }

    /** Lists of many members are of no interest to readers. */
    private static String shortened(String type) {
        return type.length() < 60 ? type : type.substring(0, 20) + "…";
    }
}
