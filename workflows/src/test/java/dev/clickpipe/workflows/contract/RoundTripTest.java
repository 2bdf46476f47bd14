package dev.clickpipe.workflows.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every record that crosses a wire comes back as it went, through the SDK's default converter. */
class RoundTripTest {
    private static final DataConverter CONVERTER = DefaultDataConverter.newDefaultInstance();
    private static final List<String> ROOMS = List.of("contract", "failure", "pipe", "position", "secrets", "service",
            "settings", "snapshot");

    static Stream<Class<?>> records() {
        return new ClassFileImporter().withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(ROOMS.stream().map(room -> "dev.clickpipe.workflows." + room).toList()).stream()
                .filter(type -> type.isRecord() && type.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaClass::reflect);
    }

    @Test
    void thereAreRecords() {
        assertThat(records()).hasSizeGreaterThan(35).contains(StreamLease.class, LeaseEnding.SchemaBarrier.class);
    }

    @ParameterizedTest
    @MethodSource("records")
    void comesBackAsItWent(Class<?> type) {
        assertThat(Stream.of(SampleValues.filled(type), SampleValues.sparse(type)))
                .allSatisfy(value -> assertThat(roundTrip(value, type)).isEqualTo(value));
    }

    /** Through the sealed type, as a field of it would: the name of the case is in the JSON. */
    @ParameterizedTest
    @MethodSource("records")
    void comesBackThroughItsSealedType(Class<?> type) {
        for (Class<?> parent : type.getInterfaces()) {
            assertThat(roundTrip(SampleValues.filled(type), parent)).isEqualTo(SampleValues.filled(type));
        }
    }

    private static Object roundTrip(Object value, Class<?> type) {
        Payload payload = CONVERTER.toPayload(value).orElseThrow();
        return CONVERTER.fromPayload(payload, type, type);
    }
}
