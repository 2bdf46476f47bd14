package dev.clickpipe.activities.worker;

import dev.clickpipe.activities.clickhouse.ClickHouseAddress;
import dev.clickpipe.activities.faults.Fault;
import dev.clickpipe.activities.faults.FaultPoint;
import dev.clickpipe.workflows.configuration.SettingName;
import dev.clickpipe.workflows.configuration.SettingsReader;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Everything a worker is configured by.
 *
 * @param temporalAddress host:port of the Temporal frontend
 * @param clickhouse the service's destination
 * @param sealPrivateKeys keys that open sealed passwords, the newest first
 * @param port of /health and /metrics; 0 for any free one
 * @param serviceWorkerOptions options of the Java machine that a supervised worker runs in
 * @param faults where workers die, one after the other; for tests
 */
public record WorkerSettings(String temporalAddress, String temporalNamespace, ClickHouseAddress clickhouse,
        String sealPrivateKeys, ProvisionerKind provisioner, int port, List<String> serviceWorkerOptions,
        List<Fault> faults) {

    /** How the compute of a service comes to be. */
    public enum ProvisionerKind {
        /** A fleet that somebody runs. */
        SHARED,
        /** A child process of the control worker. */
        PROCESS
    }

    @Override
    public String toString() {
        return "WorkerSettings[temporal=" + temporalAddress + ", clickhouse=" + clickhouse + "]";
    }

    /** Reads and checks all settings. The caller completes the reader. */
    public static WorkerSettings read(SettingsReader settings) {
        return new WorkerSettings(settings.text(SettingName.CLICKPIPE_TEMPORAL_ADDRESS, "127.0.0.1:7233"),
                settings.text(SettingName.CLICKPIPE_TEMPORAL_NAMESPACE, "default"), destination(settings),
                settings.required(SettingName.CLICKPIPE_SEAL_PRIVATE_KEY,
                        "give the private key whose public half the API seals passwords with"),
                settings.parsed(SettingName.CLICKPIPE_PROVISIONER, ProvisionerKind.PROCESS,
                        text -> ProvisionerKind.valueOf(text.toUpperCase(Locale.ROOT)), kind -> true,
                        "shared or process"),
                settings.number(SettingName.CLICKPIPE_WORKER_PORT, 0, 0, 65535),
                List.of(settings
                        .text(SettingName.CLICKPIPE_SERVICE_WORKER_OPTIONS,
                                "-Xmx320m -XX:+UseSerialGC -XX:+UseCompactObjectHeaders"
                                        + " --enable-native-access=ALL-UNNAMED")
                        .split(" +")),
                settings.parsed(SettingName.CLICKPIPE_FAULT_POINT, List.of(), Fault::parse, faults -> true,
                        "name:nth, several parted by commas, with nth from 1 and names among " + Arrays
                                .stream(FaultPoint.values()).map(FaultPoint::pointName)
                                .collect(Collectors.joining(", "))));
    }

    private static ClickHouseAddress destination(SettingsReader settings) {
        return new ClickHouseAddress(
                settings.parsed(SettingName.CLICKPIPE_CLICKHOUSE_URL, "http://127.0.0.1:8123", text -> text,
                        WorkerSettings::isHttp, "an address such as http://127.0.0.1:8123 or https://host:8443"),
                settings.text(SettingName.CLICKPIPE_CLICKHOUSE_USER, "default"),
                settings.text(SettingName.CLICKPIPE_CLICKHOUSE_PASSWORD, ""),
                Optional.of(settings.text(SettingName.CLICKPIPE_CLICKHOUSE_CLUSTER, ""))
                        .filter(name -> !name.isEmpty()));
    }

    private static boolean isHttp(String address) {
        URI url = URI.create(address);
        return ("http".equals(url.getScheme()) || "https".equals(url.getScheme())) && url.getHost() != null;
    }
}
