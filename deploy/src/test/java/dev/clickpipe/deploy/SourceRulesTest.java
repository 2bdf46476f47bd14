package dev.clickpipe.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What keeps the sources of all modules readable: names of the field, one class a name, small files, maps that are whole. */
class SourceRulesTest {
    private static final Path ROOT = Path.of(System.getProperty("project.root", ".."));
    private static final int LONGEST_FILE_LINES = 410;
    private static final Pattern WORD = Pattern.compile("[A-Z][a-z0-9]*");
    /** Words that say little to a reader of Temporal's, Debezium's and Trino's code, and what to say. */
    private static final Map<String, String> REPLACEMENTS = Map.ofEntries(Map.entry("Beat", "Heartbeat"),
            Map.entry("Beats", "Heartbeats"), Map.entry("Beating", "Heartbeating"),
            Map.entry("Hasten", "HeartbeatNow"), Map.entry("Mend", "Fix"), Map.entry("Tell", "Report"),
            Map.entry("Stretch", "Range"), Map.entry("Standing", "State or Position"),
            Map.entry("Trouble", "RetryableError"), Map.entry("Leftover", "ObsoleteTable"),
            Map.entry("Leftovers", "ObsoleteTables"), Map.entry("Breaking", "FailurePolicy"),
            Map.entry("Swapping", "ShadowTableSwap"), Map.entry("Reached", "CurrentPosition"),
            Map.entry("Keeping", "WriteMode"), Map.entry("Journal", "EventLog"), Map.entry("Loss", "ClampedValue"),
            Map.entry("Losses", "ClampedValues"), Map.entry("Rest", "PausedPhase"), Map.entry("Room", "Package"),
            Map.entry("Door", "Module"), Map.entry("Hands", "Activities"), Map.entry("Face", "Gateway"),
            Map.entry("Carried", "ContinueAsNew or Retained"));

    /** Records of the wire contract, whose names are in nobody's way and in many tests. */
    private static final List<String> NAMED_BY_THE_CONTRACT = List.of("ColumnLoss");

    private static List<Path> sources(String module) throws IOException {
        Path folder = ROOT.resolve(module).resolve("src");
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("package-info.java")).toList();
            assertThat(found).as("sources of " + module).isNotEmpty();
            return found;
        }
    }

    private static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflows", "activities", "api", "deploy", "deploy/parts"})
    void classesHaveNamesOfTheField(String module) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Path file : sources(module)) {
            String name = className(file);
            WORD.matcher(name).results().map(MatchResult::group).filter(REPLACEMENTS::containsKey)
                    .filter(word -> !NAMED_BY_THE_CONTRACT.contains(name))
                    .forEach(word -> wrong.add(name + ": in place of " + word + " say " + REPLACEMENTS.get(word)));
        }
        assertThat(wrong).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflows", "activities", "api", "deploy", "deploy/parts"})
    void aNameIsOneClass(String module) throws IOException {
        Map<String, Path> byName = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (Path file : sources(module)) {
            Optional.ofNullable(byName.put(className(file), file))
                    .ifPresent(other -> twice.add(file + " and " + other + ": give one another name"));
        }
        assertThat(twice).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflows", "activities", "api", "deploy", "deploy/parts"})
    void filesAreShort(String module) throws IOException {
        List<String> longer = new ArrayList<>();
        for (Path file : sources(module)) {
            int lines = Files.readAllLines(file).size();
            if (lines > LONGEST_FILE_LINES) {
                longer.add(file + " has " + lines + " lines: divide it by concern");
            }
        }
        assertThat(longer).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"workflows", "activities", "api", "deploy", "deploy/parts"})
    void theReadmeNamesEveryPackage(String module) throws IOException {
        String readme = Files.readString(ROOT.resolve(module).resolve("README.md"));
        String top = "dev/clickpipe/" + (module.equals("deploy/parts") ? "deploy" : module);
        Path folder = ROOT.resolve(module).resolve("src/main/java").resolve(top);
        List<String> missing = sources(module).stream().filter(file -> file.startsWith(folder))
                .map(file -> folder.relativize(file.getParent()).toString().replace('/', '.')).distinct()
                .filter(name -> !name.isEmpty() && !readme.contains("`" + name + "`"))
                .map(name -> name + ": add a line to the map of packages in " + module + "/README.md").toList();
        assertThat(missing).isEmpty();
    }
}
