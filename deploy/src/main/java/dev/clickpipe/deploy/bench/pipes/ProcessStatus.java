package dev.clickpipe.deploy.bench.pipes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the system has given a process.
 *
 * @param resident megabytes of a million bytes
 * @param threads of the system
 */
record ProcessStatus(double resident, int threads) {
    private static final double KILOBYTES_PER_MEGABYTE = 1_000 / 1.024;
    private static final Pattern LINE = Pattern.compile("([0-9]+) +([0-9]+)");

    static ProcessStatus of(ProcessHandle process) throws IOException {
        Matcher line = LINE.matcher(output(List.of("ps", "-o", "rss=,nlwp=", "-p", Long.toString(process.pid()))));
        if (!line.find()) {
            throw new IOException("ps says nothing of process " + process.pid());
        }
        return new ProcessStatus(Long.parseLong(line.group(1)) / KILOBYTES_PER_MEGABYTE,
                Integer.parseInt(line.group(2)));
    }

    /** What a command prints. */
    static String output(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
