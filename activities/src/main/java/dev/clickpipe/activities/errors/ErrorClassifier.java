package dev.clickpipe.activities.errors;

import com.clickhouse.client.api.ClickHouseException;
import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.secrets.SecretUnreadableException;
import dev.clickpipe.workflows.settings.TableName;
import java.io.IOException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what kind of error an exception is, by its type and the server's code; by its text only where a server has one
 * code for many reasons ({@link DumpRefusals}).
 *
 * <p>A plain {@link IOException} is the source's: the client of ClickHouse wraps its own.
 */
public final class ErrorClassifier {
    /** Servers quote rows and stacks in their messages; people need the start. */
    private static final int LONGEST_MESSAGE = 500;

    static final KnownError SECRET = new KnownError(ErrorKind.SECRET_UNREADABLE,
            "The source's password cannot be opened",
            "Give the worker the private key it was sealed with in CLICKPIPE_SEAL_PRIVATE_KEY, or set the password"
                    + " again.");
    static final KnownError DEFECT = new KnownError(ErrorKind.DEFECT, "An unexpected error",
            "Please report this with the worker's log; the pipe can be resynced.");

    private ErrorClassifier() {}

    /** The exception to throw on; one that is classified already stays as it is. */
    public static PipeException classify(Throwable failure, @Nullable TableName table) {
        return failure instanceof PipeException known
                ? known
                : new PipeException(errorOf(failure, table), failure);
    }

    /**
     * Classifies a failure and its causes: the first one that is known decides.
     *
     * @param table the source table that was worked on; null when the failure is about no single one
     */
    public static PipeError errorOf(Throwable failure, @Nullable TableName table) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            PipeError error = errorOfOne(cause, table);
            if (error != null) {
                return error;
            }
        }
        return error(DEFECT, failure, 0, table);
    }

    private static @Nullable PipeError errorOfOne(Throwable cause, @Nullable TableName table) {
        return switch (cause) {
            case PipeException known -> known.error();
            case SecretUnreadableException secret -> error(SECRET, secret, 0, table);
            case SSLPeerUnverifiedException unverified -> error(SourceErrors.CERTIFICATE, unverified, 0, table);
            case SSLHandshakeException handshake -> error(SourceErrors.CERTIFICATE, handshake, 0, table);
            case SQLException sql -> sourceError(sql, table);
            case AuthenticationException denied -> error(
                    known(SourceErrors.byCode(denied.getErrorCode(), denied.getMessage()), SourceErrors.DENIED), denied,
                    denied.getErrorCode(), table);
            case com.github.shyiko.mysql.binlog.network.ServerException server -> error(
                    known(SourceErrors.byCode(server.getErrorCode(), server.getMessage()),
                            SourceErrors.byState(server.getSqlState())),
                    server, server.getErrorCode(), table);
            case com.clickhouse.client.api.ServerException server -> error(DestinationErrors.byCode(server.getCode()),
                    server, server.getCode(), table);
            case ClickHouseException client -> clientError(client, table);
            case IOException io -> error(
                    known(SourceErrors.CONNECTION.find(io), SourceErrors.byState(null)), io, 0, table);
            default -> null;
        };
    }

    /** The client wraps what the server answered in exceptions of its own. */
    private static PipeError clientError(ClickHouseException client, @Nullable TableName table) {
        for (Throwable inner = client.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof com.clickhouse.client.api.ServerException server) {
                return error(DestinationErrors.byCode(server.getCode()), server, server.getCode(), table);
            }
        }
        return error(known(DestinationErrors.CONNECTION.find(client), DestinationErrors.UNREACHABLE), client, 0, table);
    }

    private static PipeError sourceError(SQLException sql, @Nullable TableName table) {
        for (Throwable inner = sql.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof SSLHandshakeException || inner instanceof SSLPeerUnverifiedException) {
                return error(SourceErrors.CERTIFICATE, inner, 0, table);
            }
        }
        // The driver's own refusal: it would not send a password over a connection whose certificate it cannot verify.
        if (sql.getErrorCode() == -1 && "42000".equals(sql.getSQLState())) {
            return error(SourceErrors.CERTIFICATE, sql, 0, table);
        }
        KnownError coded = SourceErrors.byCode(sql.getErrorCode(), sql.getMessage());
        KnownError broken = coded == null ? SourceErrors.CONNECTION.find(sql) : coded;
        return error(known(broken, SourceErrors.byState(sql.getSQLState())), sql, sql.getErrorCode(), table);
    }

    private static KnownError known(@Nullable KnownError first, KnownError otherwise) {
        return first == null ? otherwise : first;
    }

    private static PipeError error(KnownError known, Throwable cause, int code, @Nullable TableName table) {
        String number = code == 0 ? "" : " (error " + code + ")";
        return new PipeError(known.kind(), known.meaning() + number + ": " + describe(cause), known.remedy(), table);
    }

    private static String describe(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return cause.getClass().getSimpleName();
        }
        String text = message.strip();
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }
}
