package dev.clickpipe.activities.errors;

import com.clickhouse.client.api.ClickHouseException;
import com.clickhouse.client.api.ClientException;
import com.clickhouse.client.api.ConnectionInitiationException;
import com.clickhouse.client.api.DataTransferException;
import com.clickhouse.client.api.ServerException;
import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import dev.clickpipe.activities.errors.CodeTable.Code;
import dev.clickpipe.activities.errors.CodeTable.Family;
import dev.clickpipe.activities.errors.ConnectionErrors.Breakage;
import dev.clickpipe.workflows.secrets.SealKeys;
import dev.clickpipe.workflows.secrets.SealedSecret;
import dev.clickpipe.workflows.secrets.SecretOpener;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.assertj.core.api.Assertions;
import org.mariadb.jdbc.Configuration;
import org.mariadb.jdbc.HostAddress;
import org.mariadb.jdbc.export.ExceptionFactory;

/**
 * A row of the table of errors.
 *
 * @param thrown what is thrown, in words
 * @param error what the table says that it means
 * @param examples such exceptions, as the drivers throw and wrap them
 */
record ErrorRow(String thrown, KnownError error, List<Throwable> examples) {
    private static final ExceptionFactory DRIVER = new ExceptionFactory(new Configuration.Builder().build(),
            HostAddress.from("source", 3306));
    private static final String SAID = "said the server";

    ErrorRow {
        examples = List.copyOf(examples);
    }

    static List<ErrorRow> ofTheSource() throws ReflectiveOperationException {
        List<ErrorRow> rows = new ArrayList<>();
        for (Family family : SourceErrors.CODES.families()) {
            rows.add(coded(family, code -> List.of(sql(SAID, "HY000", code), new ExecutionException(
                    new com.github.shyiko.mysql.binlog.network.ServerException(SAID, code, "HY000")),
                    new AuthenticationException(SAID, code, "HY000"))));
        }
        for (DumpRefusals.Reason reason : DumpRefusals.REASONS) {
            String text = "The server says " + reason.part() + " and more";
            rows.add(
                    new ErrorRow("`" + SourceErrors.FATAL_READING_BINLOG + "` with “" + reason.part() + "” in its text",
                            reason.error(), List.of(new com.github.shyiko.mysql.binlog.network.ServerException(text,
                                    SourceErrors.FATAL_READING_BINLOG, "HY000"))));
        }
        for (SourceErrors.StateClass state : SourceErrors.STATE_CLASSES) {
            rows.add(new ErrorRow("any other code, SQLSTATE `" + state.prefix() + "…`", state.error(),
                    List.of(sql(SAID, state.prefix() + "000", 0),
                            new com.github.shyiko.mysql.binlog.network.ServerException(SAID, 9999,
                                    state.prefix() + "S01"))));
        }
        rows.add(new ErrorRow("any other code or SQLSTATE", SourceErrors.byState(null),
                List.of(sql(SAID, "42000", 1064), sql(SAID, "HY000", 0),
                        new com.github.shyiko.mysql.binlog.network.ServerException(SAID, 9999, null))));
        rows.add(new ErrorRow(
                "`SSLHandshakeException`, `SSLPeerUnverifiedException`, or a driver that will not send the"
                        + " password without TLS",
                SourceErrors.CERTIFICATE,
                List.of(new SSLHandshakeException("whose"), new SSLPeerUnverifiedException("whose"),
                        DRIVER.create("cannot connect", "08000", new SSLHandshakeException("whose")),
                        sql("will not send it", "42000", -1))));
        for (Breakage breakage : SourceErrors.CONNECTION.breakages()) {
            IOException broken = breakage.type().getConstructor(String.class).newInstance("network");
            rows.add(new ErrorRow("`" + breakage.type().getSimpleName() + "`", breakage.error(), List.of(broken,
                    new ExecutionException(broken), DRIVER.create("Socket error", "08000", broken))));
        }
        rows.add(new ErrorRow("a sealed password that cannot be opened",
                ErrorClassifier.SECRET,
                List.of(unreadable())));
        return rows;
    }

    static List<ErrorRow> ofTheDestination() throws ReflectiveOperationException {
        List<ErrorRow> rows = new ArrayList<>();
        for (Family family : DestinationErrors.CODES.families()) {
            rows.add(coded(family, code -> List.of(answer(code), new ClientException("wrapped", answer(code)),
                    new IllegalStateException(new ExecutionException(answer(code))))));
        }
        rows.add(new ErrorRow("any other code", DestinationErrors.UNEXPECTED, List.of(answer(62), answer(115))));
        for (Breakage breakage : DestinationErrors.CONNECTION.breakages()) {
            IOException broken = breakage.type().getConstructor(String.class).newInstance("network");
            List<Throwable> wrapped = List.of(new ConnectionInitiationException("no", broken),
                    new DataTransferException("cut", broken),
                    new ClientException("wrapped", new ExecutionException(broken)));
            rows.add(new ErrorRow(
                    "`" + breakage.type().getSimpleName() + "` inside of an exception of ClickHouse's client",
                    breakage.error(), wrapped));
        }
        rows.add(new ErrorRow("`" + ClickHouseException.class.getSimpleName() + "` without a known cause",
                DestinationErrors.UNREACHABLE, List.of(new ClientException("alone"))));
        return rows;
    }

    static ErrorRow unexpected() {
        return new ErrorRow("anything else", ErrorClassifier.DEFECT,
                List.of(new NullPointerException(), new IllegalStateException(new ArithmeticException("by zero"))));
    }

    private static ErrorRow coded(Family family, Function<Integer, List<? extends Throwable>> thrown) {
        List<Throwable> examples = new ArrayList<>();
        family.codes().forEach(code -> examples.addAll(thrown.apply(code.number())));
        String codes = family.codes().stream().map(ErrorRow::name).collect(Collectors.joining(", "));
        return new ErrorRow(family.error().meaning() + ": " + codes, family.error(), examples);
    }

    private static String name(Code code) {
        return "`" + code + "`" + (code.only().isEmpty() ? "" : " (" + code.only() + ")");
    }

    private static Throwable unreadable() {
        SecretOpener opener = SecretOpener.fromText(SealKeys.generate().privateKey());
        return Assertions.catchThrowable(() -> opener.open(SealedSecret.WITHHELD, UUID.randomUUID(), "source"));
    }

    private static SQLException sql(String message, String state, int code) {
        return DRIVER.create(message, state, code);
    }

    private static ServerException answer(int code) {
        return new ServerException(code, SAID, 500, "query");
    }
}
