package dev.clickpipe.deploy;

import dev.clickpipe.deploy.bench.BenchCommand;
import dev.clickpipe.deploy.bench.pipes.PipesCommand;
import dev.clickpipe.deploy.compare.CompareCommand;
import dev.clickpipe.deploy.file.PipeCommand;
import dev.clickpipe.deploy.quickstart.QuickstartCommand;
import dev.clickpipe.deploy.soak.SoakCommand;
import java.util.Arrays;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** The program behind the scripts of this module; the first argument is the script's name. */
public final class Deploy {
    private static final Pattern PASSWORD_IN_URL = Pattern.compile("(://[^:/@\\s]*):[^@\\s]*@");

    private Deploy() {}

    static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        String name = arguments.length == 0 ? "" : arguments[0];
        return switch (name) {
            case "compare" -> execute(new CompareCommand(), arguments);
            case "quickstart" -> execute(new QuickstartCommand(), arguments);
            case "pipe" -> execute(new PipeCommand(), arguments);
            case "soak" -> execute(new SoakCommand(), arguments);
            case "bench" -> execute(new BenchCommand(), arguments);
            case "bench-pipes" -> execute(new PipesCommand(), arguments);
            default -> {
                System.err.println("'" + name + "' is no command; there are quickstart, compare, pipe, soak and bench");
                yield ExitCode.WRONG_USAGE.number();
            }
        };
    }

    private static int execute(Object command, String[] arguments) {
        return new CommandLine(command).setUsageHelpAutoWidth(true).setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Deploy::wrongUsage)
                .execute(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    /** One sentence and where to read more; a password in a wrong argument is not repeated. */
    private static int wrongUsage(ParameterException failure, String[] arguments) {
        String message = String.valueOf(failure.getMessage());
        failure.getCommandLine().getErr().println(PASSWORD_IN_URL.matcher(message).replaceAll("$1:…@")
                + "\nTry " + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return ExitCode.WRONG_USAGE.number();
    }
}
