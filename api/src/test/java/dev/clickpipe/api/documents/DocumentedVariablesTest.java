package dev.clickpipe.api.documents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.configuration.SettingName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The settings of the processes: environment variables, and keys of their files. */
class DocumentedVariablesTest {
    private static final String PAGE = "docs/configuration.md";
    private static final Pattern VARIABLE = Pattern.compile("\\bCLICKPIPE_[A-Z]+(?:_[A-Z]+)*\\b");
    /** What a process reads its own settings by; the words of an enumeration are written in lower case there. */
    private static final String READ = "SettingName.%s, (?:[A-Z]\\w+\\.)?\"?%s\"?[,)]";

    @Test
    void everyVariableThatIsReadIsDocumentedAndNoOther() {
        Set<String> read = Arrays.stream(SettingName.values()).map(SettingName::name)
                .collect(Collectors.toCollection(TreeSet::new));
        Stream.of(Checkout.mainSources(), Checkout.commands()).flatMap(List::stream).map(Checkout::text)
                .forEach(text -> VARIABLE.matcher(text).results().forEach(found -> read.add(found.group())));
        assertThat(rows().map(DocumentTable::name)).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(read);
    }

    /** Other pages may name variables too. */
    @Test
    void noPageNamesAVariableThatThereIsNot() {
        Set<String> documented = rows().map(DocumentTable::name).collect(Collectors.toCollection(TreeSet::new));
        for (Path page : Checkout.pages()) {
            assertThat(VARIABLE.matcher(Checkout.text(page)).results().map(found -> found.group()))
                    .as(Checkout.name(page)).isSubsetOf(documented);
        }
    }

    @Test
    void defaultsOfWorkerAndApiAreThoseOfTheCode() {
        String readers = Checkout.mainSources().stream().map(Checkout::text)
                .filter(text -> text.contains("SettingName."))
                .map(text -> text.replaceAll("\"\\s*\\+\\s*\"", "").replaceAll("\\s+", " "))
                .collect(Collectors.joining("\n"));
        for (String section : List.of("### Worker", "### API")) {
            for (Map<String, String> row : DocumentTable.rowsBelow(PAGE, section, "variable")) {
                String name = DocumentTable.name(row);
                assertThat(pattern(name, row.getOrDefault("default", "")).matcher(readers).find())
                        .as("default of %s: %s", name, row.get("default")).isTrue();
            }
        }
    }

    private static Pattern pattern(String name, String documented) {
        return switch (documented) {
            case "required" -> Pattern.compile("(?:required\\(|key\\(settings, )SettingName\\." + name + ",");
            case "none" -> Pattern.compile(READ.formatted(name, ""));
            case "empty" -> Pattern.compile(READ.formatted(name, ""));
            // Left out, it is what pipes have that do not say it.
            case "`refuse`" -> Pattern.compile("optional\\(SettingName\\." + name + "\\)");
            default -> Pattern.compile(
                    READ.formatted(name, Pattern.quote(DocumentTable.codes(documented).getFirst())),
                    Pattern.CASE_INSENSITIVE);
        };
    }

    private static Stream<Map<String, String>> rows() {
        return DocumentTable.rows(PAGE, "variable").stream();
    }
}
