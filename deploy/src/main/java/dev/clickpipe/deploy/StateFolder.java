package dev.clickpipe.deploy;

import dev.clickpipe.deploy.parts.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a command keeps what it starts. */
public final class StateFolder {
    private StateFolder() {}

    /** What {@code --state} says, else {@code CLICKPIPE_STATE_DIR}, else {@code .clickpipe}. */
    public static Path of(@Nullable Path option) {
        if (option != null) {
            return option;
        }
        String given = System.getenv("CLICKPIPE_STATE_DIR");
        return Path.of(given == null || given.isBlank() ? ".clickpipe" : given);
    }

    /** Ends what runs there and deletes all data; refuses a folder that somebody named by mistake. */
    public static void delete(Path folder) throws CommandFailure, IOException {
        if (Files.isDirectory(folder) && !Files.exists(folder.resolve("owner.lock"))) {
            try (Stream<Path> children = Files.list(folder)) {
                if (children.findAny().isPresent()) {
                    throw new CommandFailure(ExitCode.WRONG_USAGE, folder
                            + " would be deleted, but it is no state folder: name another with --state");
                }
            }
        }
        Launcher.delete(folder);
    }
}
