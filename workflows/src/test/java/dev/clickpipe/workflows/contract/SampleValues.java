package dev.clickpipe.workflows.contract;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes values of any record of the contract: every component filled, or null wherever that is allowed. */
final class SampleValues {
    private SampleValues() {}

    static Object filled(Class<?> type) {
        return value(type, type, false);
    }

    static Object sparse(Class<?> type) {
        return value(type, type, true);
    }

    private static Object value(Class<?> type, Type generic, boolean sparse) {
        if (type.isRecord()) {
            return record(type, sparse);
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[type.getEnumConstants().length - 1];
        }
        if (type.isSealed()) {
            Class<?>[] permitted = type.getPermittedSubclasses();
            return value(permitted[permitted.length - 1], type, sparse);
        }
        return type == List.class ? list(generic, sparse) : simple(type);
    }

    private static List<Object> list(Type generic, boolean sparse) {
        Type element = ((ParameterizedType) generic).getActualTypeArguments()[0];
        return sparse ? List.of() : List.of(value((Class<?>) element, element, false));
    }

    private static Object simple(Class<?> type) {
        if (type == String.class) {
            return "tab\t \"quoted\" ` . \\ ünï \uD83D\uDE00";
        }
        if (type == int.class || type == Integer.class) {
            return 1_048_575;
        }
        if (type == long.class || type == Long.class) {
            return (1L << 44) - 1;
        }
        if (type == boolean.class || type == Boolean.class) {
            return true;
        }
        if (type == UUID.class) {
            return UUID.fromString("0f0e0d0c-0b0a-4908-8706-050403020100");
        }
        if (type == Instant.class) {
            return Instant.parse("2026-11-21T01:02:03.123456789Z");
        }
        if (type == Duration.class) {
            return Duration.ofMillis(600_001);
        }
        throw new IllegalArgumentException("No specimen is known of " + type + "; add it here");
    }

    private static Object record(Class<?> type, boolean sparse) {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(component -> sparse && nullable(component.getAnnotatedType())
                        ? null
                        : value(component.getType(), component.getGenericType(), sparse))
                .toArray();
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a " + type, e);
        }
    }

    private static boolean nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }
}
