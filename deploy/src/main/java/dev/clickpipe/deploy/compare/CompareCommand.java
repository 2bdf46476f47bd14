package dev.clickpipe.deploy.compare;

import dev.clickpipe.deploy.compare.table.CompareException;
import dev.clickpipe.deploy.compare.table.TablePair;
import dev.clickpipe.deploy.connection.AddressException;
import dev.clickpipe.deploy.connection.ClickHouseAddress;
import dev.clickpipe.deploy.connection.SourceAddress;
import dev.clickpipe.deploy.file.PipeFileException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine;

/** The command {@code deploy/compare}. */
@Command(name = "deploy/compare", mixinStandardHelpOptions = true, sortOptions = false, description = {
        "Compares source and destination row by row, from the two databases alone.",
        "Exit codes: 0 equal, 1 different, 2 wrong usage, 3 a server cannot be reached or refuses a statement."})
public final class CompareCommand implements Callable<Integer> {
    private static final int EQUAL = 0;
    private static final int DIFFERENT = 1;
    private static final int USAGE = 2;
    private static final int UNREACHABLE = 3;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--source", paramLabel = "URL", description = {"mysql://user:password@host:3306, also mariadb://;",
            "a password left out is taken from CLICKPIPE_SOURCE_PASSWORD"})
    private @Nullable String source;

    @Option(names = "--clickhouse", paramLabel = "URL", description = {"http(s)://user:password@host:8123;",
            "left out, or its password: CLICKPIPE_CLICKHOUSE_URL, _USER, _PASSWORD"})
    private @Nullable String clickHouse;

    @Option(names = "--table", paramLabel = "a.b=c.d", arity = "1..*", converter = TableOption.Converter.class, description = {
            "a source table and its destination table, with their databases;",
            "several times for several tables"})
    private List<TableOption> tables = List.of();

    @Option(names = "--exclude", paramLabel = "a.b.COLUMN", arity = "1..*", description = "a source column that is not copied on purpose")
    private List<String> excluded = List.of();

    @Option(names = "--nulls-as-defaults", description = {"NULL has to arrive as the default of its type where the",
            "destination's column takes no NULL; --pipe knows by itself"})
    private boolean nullsAsDefaults;

    @Option(names = "--pipe", paramLabel = "FILE", description = {
            "the body that a pipe was created with, JSON or YAML, instead of",
            "instead of --source and --table"})
    private @Nullable Path pipe;

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = commandLine().getOut();
        try {
            String sourcePassword = System.getenv("CLICKPIPE_SOURCE_PASSWORD");
            SourceAddress sourceAddress;
            List<TablePair> pairs;
            if (pipe != null && source == null && tables.isEmpty()) {
                PipeFile file = PipeFile.read(pipe, sourcePassword);
                sourceAddress = file.source();
                pairs = file.tables();
            } else if (pipe == null && source != null && !tables.isEmpty()) {
                sourceAddress = SourceAddress.parse(source, sourcePassword);
                pairs = tables.stream().map(table -> table.pair(excluded, nullsAsDefaults)).toList();
            } else {
                return failed(USAGE, "Give either --pipe, or --source and at least one --table; --help shows all");
            }
            List<TableResult> results = new Comparison(sourceAddress, clickHouseAddress(), line -> {
                out.println(line);
                out.flush();
            }).run(pairs);
            return results.stream().allMatch(TableResult::equal) ? EQUAL : DIFFERENT;
        } catch (AddressException | PipeFileException | CompareException failure) {
            return failed(USAGE, String.valueOf(failure.getMessage()));
        } catch (SQLException failure) {
            return failed(UNREACHABLE, "The source: " + failure.getMessage());
        } catch (IOException failure) {
            return failed(UNREACHABLE, "ClickHouse: " + failure);
        }
    }

    private ClickHouseAddress clickHouseAddress() {
        String url = clickHouse != null ? clickHouse : System.getenv("CLICKPIPE_CLICKHOUSE_URL");
        if (url == null) {
            throw new AddressException("Say where ClickHouse is: --clickhouse URL or CLICKPIPE_CLICKHOUSE_URL");
        }
        return ClickHouseAddress.parse(url, System.getenv("CLICKPIPE_CLICKHOUSE_USER"),
                System.getenv("CLICKPIPE_CLICKHOUSE_PASSWORD"));
    }

    private int failed(int code, String message) {
        commandLine().getErr().println(message);
        return code;
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("run through picocli");
        }
        return spec.commandLine();
    }
}
