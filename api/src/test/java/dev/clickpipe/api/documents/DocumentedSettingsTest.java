package dev.clickpipe.api.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.clickpipe.api.wire.ClickPipeAnswer;
import dev.clickpipe.workflows.pipe.UpdateSettingsRequest;
import dev.clickpipe.workflows.settings.ForeignKeyCascades;
import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.PipeConfiguration;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableEngine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The settings of a pipe: every name, default and range is tried with the readers of the API. */
class DocumentedSettingsTest {
    private static final String PAGE = "docs/configuration.md";
    private static final Pattern RANGE = Pattern.compile("^(\\d+) to (\\d+)");
    /** Settings that are a choice among words, and how many words there are. */
    private static final Map<String, Integer> CHOICES = Map.of("replicationMode", ReplicationMode.values().length,
            "replicationMechanism", ReplicationMechanism.values().length, "valuesOutOfRange",
            OutOfRange.values().length, "foreignKeyCascades", ForeignKeyCascades.values().length, "type",
            SourceType.values().length, "tableEngine", TableEngine.values().length);

    /** A table of the page, and where its members stand in a body. */
    private enum Section {
        SOURCE("### Source: `source.mysql`", "member", "/source/mysql", ClickPipeAnswer.Mysql.class), //
        SETTINGS("### Settings: `source.mysql.settings`", "setting", "/source/mysql/settings",
                ClickPipeAnswer.Settings.class), //
        TABLE("### Table mapping: `source.mysql.tableMappings[]`", "member", "/source/mysql/tableMappings/0",
                ClickPipeAnswer.Table.class), //
        COLUMN("### Column mapping: `columns[]` of a table mapping", "member", "", ClickPipeAnswer.Column.class);

        private final String heading;
        private final String firstColumn;
        private final String place;
        private final Class<? extends Record> shown;

        Section(String heading, String firstColumn, String place, Class<? extends Record> shown) {
            this.heading = heading;
            this.firstColumn = firstColumn;
            this.place = place;
            this.shown = shown;
        }

        List<Map<String, String>> rows() {
            return DocumentTable.rowsBelow(PAGE, heading, firstColumn);
        }
    }

    /** A row of such a table. */
    private record Documented(Section section, Map<String, String> row) {
        String name() {
            return DocumentTable.name(row);
        }

        String cell(String column) {
            return row.getOrDefault(column, "");
        }

        /** Values to be taken, with the edges of a range. */
        List<JsonNode> good() {
            Optional<MatchResult> range = range();
            if (range.isPresent()) {
                return List.of(number(range.get(), 1, 0), number(range.get(), 2, 0));
            }
            return values();
        }

        /** Values to be refused: beyond the edges of a range, or no word of a choice. */
        List<JsonNode> bad() {
            return range().map(range -> List.<JsonNode>of(number(range, 1, -1), number(range, 2, 1)))
                    .orElse(List.of(TextNode.valueOf("no such word")));
        }

        Optional<JsonNode> otherThanTheDefault() {
            return good().stream().filter(value -> !Optional.of(value).equals(byDefault())).findFirst();
        }

        Optional<JsonNode> byDefault() {
            String documented = cell("default");
            if (documented.matches("\\d+")) {
                return Optional.of(LongNode.valueOf(Long.parseLong(documented)));
            }
            return values().stream().filter(value -> documented.equals("`" + value.asText() + "`")).findFirst();
        }

        boolean hasRange() {
            return range().isPresent();
        }

        boolean isChoice() {
            return CHOICES.containsKey(name());
        }

        boolean isFlag() {
            return values().stream().anyMatch(JsonNode::isBoolean);
        }

        private List<JsonNode> values() {
            List<JsonNode> values = new ArrayList<>();
            for (String word : DocumentTable.codes(cell("values"))) {
                if (word.equals("true") || word.equals("false")) {
                    values.addAll(List.of(BooleanNode.TRUE, BooleanNode.FALSE));
                } else {
                    values.add(TextNode.valueOf(word));
                }
            }
            return values.stream().distinct().toList();
        }

        private Optional<MatchResult> range() {
            return RANGE.matcher(cell("values")).results().findFirst()
                    .filter(range -> !cell("values").contains("char"));
        }

        private static JsonNode number(MatchResult range, int edge, long beyond) {
            return LongNode.valueOf(Long.parseLong(range.group(edge)) + beyond);
        }

        Optional<PipeConfiguration> created(Optional<JsonNode> value) {
            return PipeBodies.create(section.place, name(), value).map(DocumentedSettingsTest::comparable);
        }

        @Override
        public String toString() {
            return section + " " + name();
        }
    }

    static Stream<Documented> members() {
        return Arrays.stream(Section.values()).filter(section -> section != Section.COLUMN)
                .flatMap(section -> section.rows().stream().map(row -> new Documented(section, row)));
    }

    static Stream<Documented> triedMembers() {
        return members().filter(member -> member.hasRange() || member.isChoice() || member.isFlag())
                // With it come sorting keys.
                .filter(member -> !member.name().equals("useCustomSortingKey"));
    }

    static Stream<Documented> changedMembers() {
        Stream<Documented> settings = Section.SETTINGS.rows().stream()
                .map(row -> new Documented(Section.SETTINGS, row));
        return Stream.concat(settings, triedMembers().filter(member -> member.section() == Section.SOURCE));
    }

    @Test
    void everyMemberIsDocumentedAndNoOther() {
        for (Section section : Section.values()) {
            Stream<String> shown = Arrays.stream(section.shown.getRecordComponents())
                    .map(component -> component.getName());
            // The one member that is never shown.
            Stream<String> hidden = section == Section.SOURCE ? Stream.of("credentials") : Stream.of();
            assertThat(section.rows().stream().map(DocumentTable::name)).as(section.heading).doesNotHaveDuplicates()
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(shown, hidden).toList());
        }
    }

    @ParameterizedTest
    @MethodSource("triedMembers")
    void documentedValuesAreTakenAndNoOthers(Documented member) {
        assertThat(member.good()).isNotEmpty().allSatisfy(
                value -> assertThat(member.created(Optional.of(value))).as("%s: %s", member, value).isPresent());
        assertThat(member.bad()).allSatisfy(
                value -> assertThat(member.created(Optional.of(value))).as("%s: %s", member, value).isEmpty());
        if (member.isChoice()) {
            assertThat(member.good()).hasSize(CHOICES.getOrDefault(member.name(), 0));
        }
    }

    /** The same pipe comes of the default and of nothing, and another one of another value. */
    @ParameterizedTest
    @MethodSource("triedMembers")
    void documentedDefaultsCountWhereAMemberIsLeftOut(Documented member) {
        JsonNode other = member.otherThanTheDefault().orElseThrow();
        if (member.byDefault().isEmpty()) {
            assertThat(member.cell("default")).as("default of %s", member).matches("required|derived .*");
            return;
        }
        Optional<PipeConfiguration> leftOut = member.created(Optional.empty());
        assertThat(leftOut).isPresent().isEqualTo(member.created(member.byDefault()))
                .isNotEqualTo(member.created(Optional.of(other)));
    }

    @ParameterizedTest
    @MethodSource("changedMembers")
    void whatChangesAMemberIsDocumented(Documented member) {
        String changedBy = member.cell("changed by");
        assertThat(PipeBodies.takesPatch(member.section().place, member.name(), otherThanTheExample(member)))
                .as("PATCH of %s", member).isEqualTo(changedBy.contains("PATCH"));
        String ofTheSignal = changedBy.contains("signal as `tls.") ? "tls" : member.name();
        assertThat(Arrays.stream(UpdateSettingsRequest.class.getRecordComponents())
                .anyMatch(component -> component.getName().equals(ofTheSignal))).as("signal of %s", member)
                .isEqualTo(changedBy.contains("signal"));
    }

    private static JsonNode otherThanTheExample(Documented member) {
        return switch (member.name()) {
            case "startPosition" -> PipeBodies.json("{\"binlogFile\":\"binlog.000001\",\"binlogPosition\":4}");
            // The first word is the example's.
            case "replicationMode" -> TextNode.valueOf("snapshot");
            default -> member.otherThanTheDefault().orElseThrow();
        };
    }

    /** Nobody chose, and the default chosen, mean the same. */
    private static PipeConfiguration comparable(PipeConfiguration made) {
        return made.replication().foreignKeyCascades() == ForeignKeyCascades.REFUSE
                ? made.with(made.source(), made.replication().cascading(null), made.tables())
                : made.with(made.source(), made.replication(), made.tables());
    }
}
