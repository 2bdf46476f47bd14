package dev.clickpipe.activities.errors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorTableTest {
    private static final TableName TABLE = new TableName("shop", "orders");

    static Stream<ErrorRow> rows() throws ReflectiveOperationException {
        return Stream.of(ErrorRow.ofTheSource(), ErrorRow.ofTheDestination(), List.of(ErrorRow.unexpected()))
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void whatIsThrownMeansWhatTheRowSays(ErrorRow row) {
        assertThat(row.examples()).isNotEmpty().allSatisfy(thrown -> {
            PipeError error = ErrorClassifier.errorOf(thrown, TABLE);
            assertThat(error.kind()).isEqualTo(row.error().kind());
            assertThat(error.message()).startsWith(row.error().meaning());
            assertThat(error.remedy()).isEqualTo(row.error().remedy()).isNotBlank();
            assertThat(error.table()).isEqualTo(TABLE);
        });
    }

    @Test
    void everyKindIsInARowOrRaisedByOurOwnCode() throws ReflectiveOperationException {
        List<ErrorRow> rows = rows().toList();
        assertThat(KindRow.all()).allSatisfy(kind -> assertThat(
                !kind.rooms().isEmpty() || rows.stream().anyMatch(row -> row.error().kind() == kind.kind())).isTrue());
    }

    @Test
    void thePageSaysWhatTheCodeSays() throws IOException, ReflectiveOperationException {
        List<ErrorRow> destination = Stream
                .concat(ErrorRow.ofTheDestination().stream(), Stream.of(ErrorRow.unexpected())).toList();
        ErrorsPage.check(ErrorRow.ofTheSource(), destination, KindRow.all());
    }
}
