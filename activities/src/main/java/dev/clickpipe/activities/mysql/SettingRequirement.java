package dev.clickpipe.activities.mysql;

import java.util.List;
import java.util.Locale;

/**
 * What a variable of the server must be.
 *
 * @param variable its name
 * @param accepted the values that are fine, upper case
 * @param absentIsFine whether a server without the variable is fine
 * @param remedy statement or line of configuration that mends it
 */
public record SettingRequirement(String variable, List<String> accepted, boolean absentIsFine, String remedy) {
    public SettingRequirement {
        accepted = List.copyOf(accepted);
    }

    /** Whether the server's variables fulfil it. */
    public boolean fulfilledBy(ServerVariables variables) {
        return variables.find(variable)
                .map(value -> accepted.contains(value.toUpperCase(Locale.ROOT)))
                .orElse(absentIsFine);
    }
}
