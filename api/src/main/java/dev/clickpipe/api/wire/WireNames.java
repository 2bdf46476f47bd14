package dev.clickpipe.api.wire;

import dev.clickpipe.workflows.settings.OutOfRange;
import dev.clickpipe.workflows.settings.ReplicationMechanism;
import dev.clickpipe.workflows.settings.ReplicationMode;
import dev.clickpipe.workflows.settings.SourceType;
import dev.clickpipe.workflows.settings.TableEngine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** How the wire contract spells the choices of a pipe. */
final class WireNames {
    static final Map<String, SourceType> SOURCE_TYPES = words(SourceType.values(), WireNames::of);
    static final Map<String, ReplicationMode> MODES = words(ReplicationMode.values(), WireNames::of);
    static final Map<String, ReplicationMechanism> MECHANISMS = words(ReplicationMechanism.values(), Enum::name);
    static final Map<String, TableEngine> ENGINES = words(TableEngine.values(), WireNames::of);

    static final Map<String, OutOfRange> OUT_OF_RANGE = words(OutOfRange.values(), WireNames::of);

    private WireNames() {}

    static String of(SourceType type) {
        return switch (type) {
            case MYSQL -> "mysql";
            case RDS_MYSQL -> "rdsmysql";
            case AURORA_MYSQL -> "auroramysql";
            case MARIADB -> "mariadb";
            case RDS_MARIADB -> "rdsmariadb";
        };
    }

    static String of(ReplicationMode mode) {
        return switch (mode) {
            case CDC -> "cdc";
            case SNAPSHOT -> "snapshot";
            case CDC_ONLY -> "cdc_only";
        };
    }

    static String of(TableEngine engine) {
        return switch (engine) {
            case REPLACING_MERGE_TREE -> "ReplacingMergeTree";
            case MERGE_TREE -> "MergeTree";
            case NULL -> "Null";
        };
    }

    static String of(OutOfRange choice) {
        return switch (choice) {
            case NEAREST -> "nearest";
            case FAIL -> "fail";
        };
    }

    private static <T> Map<String, T> words(T[] values, Function<T, String> spelling) {
        Map<String, T> words = new LinkedHashMap<>();
        Arrays.stream(values).forEach(value -> words.put(spelling.apply(value), value));
        return words;
    }
}
