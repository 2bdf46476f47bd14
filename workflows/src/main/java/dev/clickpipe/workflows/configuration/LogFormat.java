package dev.clickpipe.workflows.configuration;

import java.util.Locale;

/** How worker and API write log lines. */
public enum LogFormat {
    /** One line for people. */
    TEXT,
    /** One JSON object a line. */
    JSON;

    /** Reads the setting. */
    public static LogFormat read(SettingsReader settings) {
        return settings.parsed(SettingName.CLICKPIPE_LOG_FORMAT, TEXT,
                text -> valueOf(text.toUpperCase(Locale.ROOT)), format -> true, "text or json");
    }

    /** Hands it to the logging configuration, which names its appenders so. To be called before the first line is logged. */
    public void apply() {
        System.setProperty(SettingName.CLICKPIPE_LOG_FORMAT.name(), name().toLowerCase(Locale.ROOT));
    }
}
