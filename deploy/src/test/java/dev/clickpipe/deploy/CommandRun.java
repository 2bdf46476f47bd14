package dev.clickpipe.deploy;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * A command that has been run inside this JVM.
 *
 * @param out what it said, errors included
 */
public record CommandRun(int code, String out) {

    public static CommandRun command(Object command, String... arguments) {
        StringWriter out = new StringWriter();
        PrintWriter writer = new PrintWriter(out, true);
        CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true).setOut(writer)
                .setErr(writer);
        return new CommandRun(line.execute(arguments), out.toString());
    }
}
