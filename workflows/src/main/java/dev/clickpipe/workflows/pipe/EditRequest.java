package dev.clickpipe.workflows.pipe;

import dev.clickpipe.workflows.settings.TableMapping;
import dev.clickpipe.workflows.settings.TableName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks a pipe for several changes at once, of which all are made or none. The one JSON argument of {@code edit}.
 *
 * @param name that the pipe is to go by, which its service holds for it already; null to leave it
 * @param settings null in each that stays as it is
 * @param tablesToDrop source tables that are followed no longer
 * @param tablesToAdd what is to be copied besides, after those are dropped
 * @param reason why, for the pipe's history; may be left out
 */
public record EditRequest(@Nullable String name, UpdateSettingsRequest settings, List<TableName> tablesToDrop,
        List<TableMapping> tablesToAdd, @Nullable String reason) {
    public EditRequest {
        settings = settings == null ? UpdateSettingsRequest.nothing() : settings;
        tablesToDrop = tablesToDrop == null ? List.of() : List.copyOf(tablesToDrop);
        tablesToAdd = tablesToAdd == null ? List.of() : List.copyOf(tablesToAdd);
    }

    /** The same with a reason. */
    public EditRequest because(@Nullable String why) {
        return new EditRequest(name, settings, tablesToDrop, tablesToAdd, why);
    }
}
