package dev.clickpipe.workflows.configuration;

import java.util.Arrays;
import java.util.Optional;

/** Every setting there is. The same name is an environment variable and a key of the configuration file. */
public enum SettingName {
    CLICKPIPE_JAVA_HOME, CLICKPIPE_STATE_DIR, CLICKPIPE_CACHE_DIR, CLICKPIPE_TEMPORAL_ADDRESS,
    CLICKPIPE_TEMPORAL_NAMESPACE, CLICKPIPE_CLICKHOUSE_URL, CLICKPIPE_CLICKHOUSE_USER, CLICKPIPE_CLICKHOUSE_PASSWORD,
    CLICKPIPE_CLICKHOUSE_CLUSTER, CLICKPIPE_API_HOST, CLICKPIPE_API_PORT, CLICKPIPE_API_KEYS, CLICKPIPE_SEAL_PUBLIC_KEY,
    CLICKPIPE_SEAL_PRIVATE_KEY,
    CLICKPIPE_DIGEST_KEY, CLICKPIPE_MARIADB_URL, CLICKPIPE_MYSQL_URL, CLICKPIPE_SOURCE_USERNAME,
    CLICKPIPE_SOURCE_PASSWORD,
    CLICKPIPE_TEST_CLICKHOUSE_URL, CLICKPIPE_TEST_CLICKHOUSE_USER, CLICKPIPE_TEST_CLICKHOUSE_PASSWORD,
    CLICKPIPE_PROVISIONER, CLICKPIPE_WORKER_PORT, CLICKPIPE_SERVICE_WORKER_OPTIONS, CLICKPIPE_FAULT_POINT,
    CLICKPIPE_FOREIGN_KEY_CASCADES, CLICKPIPE_LOG_FORMAT;

    /** What every setting's name starts with; a variable that starts so and is not listed is a mistake. */
    public static final String PREFIX = "CLICKPIPE_";

    /** The setting of that name, if there is one. */
    public static Optional<SettingName> of(String name) {
        return Arrays.stream(values()).filter(setting -> setting.name().equals(name)).findFirst();
    }
}
