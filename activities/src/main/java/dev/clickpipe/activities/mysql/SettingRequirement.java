package dev.clickpipe.activities.mysql;

import java.util.List;
import java.util.Locale;

/**
 * What a variable of the server must be.
 *
 * @param variable its name
 * @param accepted the values that are fine, upper case; empty: all but the refused ones
 * @param refused values that are not fine, upper case
 * @param absentIsFine whether a server without the variable is fine
 * @param remedy statement or line of configuration that fixes it
 */
public record SettingRequirement(String variable, List<String> accepted, List<String> refused, boolean absentIsFine,
        String remedy) {
    public SettingRequirement {
        accepted = List.copyOf(accepted);
        refused = List.copyOf(refused);
    }

    /** A variable that has to have one of some values. */
    static SettingRequirement oneOf(String variable, List<String> accepted, boolean absentIsFine, String remedy) {
        return new SettingRequirement(variable, accepted, List.of(), absentIsFine, remedy);
    }

    /** A variable that must not have one value. */
    static SettingRequirement not(String variable, String refused, String remedy) {
        return new SettingRequirement(variable, List.of(), List.of(refused), true, remedy);
    }

    /** Whether the server's variables fulfil it. */
    public boolean fulfilledBy(ServerVariables variables) {
        return variables.find(variable).map(value -> value.toUpperCase(Locale.ROOT))
                .map(value -> !refused.contains(value) && (accepted.isEmpty() || accepted.contains(value)))
                .orElse(absentIsFine);
    }

    /** What it has to be, in words. */
    public String expected() {
        return accepted.isEmpty()
                ? "must not be " + String.join(" or ", refused)
                : "must be " + String.join(" or ", accepted.stream()
                        .map(value -> value.isEmpty() ? "empty" : value).toList());
    }
}
