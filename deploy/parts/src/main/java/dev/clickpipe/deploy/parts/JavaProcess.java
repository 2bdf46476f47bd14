package dev.clickpipe.deploy.parts;

import dev.clickpipe.deploy.parts.process.JavaHome;
import dev.clickpipe.deploy.parts.process.Readiness;
import dev.clickpipe.deploy.parts.process.SupervisedProcess;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One of our own processes on JDK 25, such as the worker or the API. Its standard input closes when it has to end, and
 * it gets SIGTERM.
 *
 * @param options
 *            of the JVM
 * @param arguments
 *            of the program; visible to all users of the machine, so no secrets
 * @param variables
 *            environment of the process, added to ours
 * @param ready
 *            the sign that it can be used
 * @param address
 *            where it answers, or what it does, for the line that says it is ready
 * @param entries
 *            what {@code addresses.json} says of it, by name
 * @param limit
 *            until it has to be ready
 * @param grace
 *            how long it may take to end
 */
public record JavaProcess(String name, List<String> options, Program program, List<String> arguments,
        Map<String, String> variables, Sign ready, String address, Map<String, String> entries, Duration limit,
        Duration grace) implements Part<JavaServer> {
    public JavaProcess {
        options = List.copyOf(options);
        arguments = List.copyOf(arguments);
        variables = Map.copyOf(variables);
        entries = Map.copyOf(entries);
    }

    /** What the JVM runs. */
    public sealed interface Program {
        /** A runnable jar. */
        record Jar(Path file) implements Program {}

        /** A main class on a class path. */
        record Main(String classPath, String mainClass) implements Program {}
    }

    /** How the process shows that it can be used. */
    public sealed interface Sign {
        /** The URL answers 200. */
        record Answers(URI url) implements Sign {}

        /** It writes a line in which the pattern is found. */
        record Says(Pattern line) implements Sign {}
    }

    @Override
    public JavaServer start(Launch launch) {
        List<String> command = new ArrayList<>();
        command.add(JavaHome.find(launch.environment()).java().toString());
        command.addAll(options);
        Map<String, String> environment = new HashMap<>(variables);
        switch (program) {
            case Program.Jar(Path file) -> command.addAll(List.of("-jar", file.toString()));
            case Program.Main(String classPath, String mainClass) -> {
                environment.put("CLASSPATH", classPath);
                command.add(mainClass);
            }
        }
        command.addAll(arguments);
        SupervisedProcess process = launch.start(name, command, environment, grace);
        switch (ready) {
            case Sign.Answers(URI url) ->
                process.awaitReady(Readiness.http(url, body -> true), url + " answers", limit);
            case Sign.Says(Pattern line) -> process.awaitReady(Readiness.line(process.log(), line),
                    "it writes " + line.pattern(), limit);
        }
        return new JavaServer(name, address, origin(), entries, Optional.of(process));
    }

    private String origin() {
        return switch (program) {
            case Program.Jar(Path file) -> "ours: " + file;
            case Program.Main(String _, String mainClass) -> "ours: " + mainClass;
        };
    }

    @Override
    public String toString() {
        return "JavaProcess " + name;
    }
}
