package dev.clickpipe.workflows.configuration;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads settings from the environment and a file, the environment first, and collects every problem instead of
 * stopping at the first. Values are never part of a problem's text: some are secrets.
 */
public final class SettingsReader {
    private final Map<SettingName, String> values = new EnumMap<>(SettingName.class);
    private final List<String> problems = new ArrayList<>();

    /**
     * Takes all settings in; names that start with {@link SettingName#PREFIX}, and all names of the file, must be known.
     *
     * @param environment the process's environment
     * @param file what the configuration file holds; empty without one
     */
    public SettingsReader(Map<String, String> environment, Map<String, String> file) {
        file.forEach((name, value) -> take(name, value, "the configuration file"));
        environment.forEach((name, value) -> {
            if (name.startsWith(SettingName.PREFIX)) {
                take(name, value, "the environment");
            }
        });
    }

    private void take(String name, String value, String where) {
        SettingName.of(name).ifPresentOrElse(setting -> values.put(setting, value),
                () -> problems.add(name + " in " + where + " is not a setting; remove it or correct its spelling"));
    }

    /** The setting's text, or the default when it is not given. */
    public String text(SettingName setting, String otherwise) {
        return optional(setting).orElse(otherwise);
    }

    /** The setting's text; absent is a problem, reported with the remedy, and reads as an empty text. */
    public String required(SettingName setting, String remedy) {
        Optional<String> value = optional(setting);
        if (value.isEmpty()) {
            problems.add(setting + " is missing: " + remedy);
        }
        return value.orElse("");
    }

    /** The setting's text if it is given and not blank. */
    public Optional<String> optional(SettingName setting) {
        return Optional.ofNullable(values.get(setting)).filter(value -> !value.isBlank());
    }

    /** The setting as a whole number between two bounds, or the default. */
    public int number(SettingName setting, int otherwise, int lowest, int highest) {
        return parsed(setting, otherwise, Integer::parseInt, number -> number >= lowest && number <= highest,
                "a whole number from " + lowest + " to " + highest);
    }

    /**
     * The setting parsed; when that fails, a problem that names what was expected, and the default.
     *
     * @param parser throws IllegalArgumentException for what it cannot read
     * @param expected what a right value is, in words
     */
    public <T> T parsed(SettingName setting, T otherwise, Function<String, T> parser,
            Predicate<T> fits, String expected) {
        @Nullable
        String text = values.get(setting);
        if (text == null || text.isBlank()) {
            return otherwise;
        }
        try {
            T value = parser.apply(text.strip());
            if (fits.test(value)) {
                return value;
            }
        } catch (IllegalArgumentException mistake) {
            // Told below, in the same words as a value that does not fit.
        }
        problems.add(setting + " must be " + expected);
        return otherwise;
    }

    /** Adds a problem that only the caller could see. */
    public void problem(String text) {
        problems.add(text);
    }

    /** Ends reading. Throws {@link InvalidSettingsException} with every problem found. */
    public void complete() {
        if (!problems.isEmpty()) {
            throw new InvalidSettingsException(problems);
        }
    }
}
