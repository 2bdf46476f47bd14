package dev.clickpipe.deploy.file;

import dev.clickpipe.deploy.Deploy;
import dev.clickpipe.deploy.CommandRun;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command of {@code deploy}, run to its end in a process of its own, with an environment of its own. */
final class PipeProgram {
    private PipeProgram() {}

    static CommandRun run(Map<String, String> environment, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx128m",
                        "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                        Deploy.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("CLICKPIPE_"));
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        System.out.println(String.join(" ", arguments.subList(0, 2)) + ": " + output.strip());
        return new CommandRun(process.waitFor(), output);
    }
}
