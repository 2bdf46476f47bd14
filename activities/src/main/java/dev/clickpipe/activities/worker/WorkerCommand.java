package dev.clickpipe.activities.worker;

import dev.clickpipe.workflows.settings.ScalingFigures;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The command line of a service's worker.
 *
 * @param javaOptions what whoever runs the control worker gives all children
 * @param classPath one runnable jar, or folders and jars that hold {@link WorkerApplication}
 * @param configurationFile that of the control worker; null when its settings are all in the environment
 */
record WorkerCommand(String javaProgram, List<String> javaOptions, String classPath,
        @Nullable Path configurationFile) {
    /** Three quarters of each GiB; classes, compiled code, threads' stacks and network buffers take of the rest. */
    private static final int HEAP_MEBIBYTES_PER_GB = 768;
    private static final String HEAP = "-Xmx";

    WorkerCommand {
        javaOptions = List.copyOf(javaOptions);
    }

    /** What this process runs. */
    static WorkerCommand ofThisProgram(List<String> javaOptions, @Nullable Path configurationFile) {
        return new WorkerCommand(ProcessHandle.current().info().command().orElse("java"), javaOptions,
                System.getProperty("java.class.path"), configurationFile);
    }

    /**
     * The command and its arguments.
     *
     * @param figures how large the worker is; null leaves all as the options have it
     */
    List<String> of(UUID serviceId, @Nullable ScalingFigures figures) {
        List<String> command = new ArrayList<>();
        command.add(javaProgram);
        command.addAll(figures == null ? javaOptions : withHeap(figures));
        command.addAll(program());
        if (configurationFile != null) {
            command.addAll(List.of("--config", configurationFile.toString()));
        }
        command.addAll(List.of("--service", serviceId.toString(), "--until-input-closes"));
        if (figures != null) {
            WorkerSlots slots = WorkerSlots.of(figures);
            command.addAll(List.of("--stream-slots", Integer.toString(slots.streams()), "--snapshot-slots",
                    Integer.toString(slots.loads())));
        }
        return command;
    }

    /** In the place of the heap that stands there: people who look at a process find one. */
    private List<String> withHeap(ScalingFigures figures) {
        List<String> options = new ArrayList<>(javaOptions);
        options.removeIf(option -> option.startsWith(HEAP));
        options.addFirst(HEAP + figures.replicaMemoryGb() * HEAP_MEBIBYTES_PER_GB + "m");
        return options;
    }

    private List<String> program() {
        return classPath.endsWith(".jar") && !classPath.contains(File.pathSeparator)
                ? List.of("-jar", classPath)
                : List.of("-cp", classPath, WorkerApplication.class.getName());
    }
}
