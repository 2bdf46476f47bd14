package dev.clickpipe.deploy.file;

import picocli.CommandLine.Command;

/** The command {@code deploy/pipe}. */
@Command(name = "deploy/pipe", mixinStandardHelpOptions = true, sortOptions = false, subcommands = {ExportCommand.class,
        CreateCommand.class, DifferenceCommand.class}, description = {
                "A pipe as a file: the body that creates it, as JSON or YAML, to be kept in version control.",
                "Exit codes: 0 good, 1 a difference or a refusal of the API, 2 wrong usage,",
                "3 the API cannot be reached, 4 no worker answered in time."})
public final class PipeCommand {}
