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
 * Tells what kind of error an exception is, by its type and the server's code, never by its text.
 *
 * <p>A plain {@link IOException} is the source's: the client of ClickHouse wraps its own.
 */
public final class ErrorClassifier {
    /** Servers quote rows and stacks in their messages; people need the start. */
    private static final int LONGEST_MESSAGE = 500;

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
        return new PipeError(ErrorKind.DEFECT, "Unexpected " + describe(failure),
                "Please report this with the worker's log; the pipe can be resumed or deleted.", table);
    }

    private static @Nullable PipeError errorOfOne(Throwable cause, @Nullable TableName table) {
        return switch (cause) {
            case PipeException known -> known.error();
            case SecretUnreadableException secret -> new PipeError(ErrorKind.SECRET_UNREADABLE,
                    "The source's password cannot be opened: " + describe(secret),
                    "Give the worker the private key it was sealed with in CLICKPIPE_SEAL_PRIVATE_KEY, or set the"
                            + " password again.",
                    table);
            case SSLPeerUnverifiedException unverified -> certificate(unverified, table);
            case SSLHandshakeException handshake -> certificate(handshake, table);
            case SQLException sql -> sourceError(sql, table);
            case AuthenticationException denied -> denied(denied, table);
            case com.github.shyiko.mysql.binlog.network.ServerException server -> error(
                    SourceErrors.byCode(server.getErrorCode(), server.getSqlState()), server, server.getErrorCode(),
                    table);
            case com.clickhouse.client.api.ServerException server -> error(DestinationErrors.byCode(server.getCode()),
                    server, server.getCode(), table);
            case ClickHouseException client -> clientError(client, table);
            case IOException io -> new PipeError(ErrorKind.SOURCE_UNREACHABLE,
                    "The connection to the source broke: " + describe(io),
                    "Check host and port of the source, its network and that it runs.", table);
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
        return new PipeError(ErrorKind.DESTINATION_UNREACHABLE, "ClickHouse cannot be reached: " + describe(client),
                "Check CLICKPIPE_CLICKHOUSE_URL and that the server runs.", table);
    }

    private static PipeError sourceError(SQLException sql, @Nullable TableName table) {
        for (Throwable inner = sql.getCause(); inner != null; inner = inner.getCause()) {
            if (inner instanceof SSLHandshakeException || inner instanceof SSLPeerUnverifiedException) {
                return certificate(inner, table);
            }
        }
        // The driver's own refusal: it would not send a password over a connection whose certificate it cannot verify.
        if (sql.getErrorCode() == -1 && "42000".equals(sql.getSQLState())) {
            return certificate(sql, table);
        }
        return error(SourceErrors.byCode(sql.getErrorCode(), sql.getSQLState()), sql, sql.getErrorCode(), table);
    }

    private static PipeError denied(AuthenticationException denied, @Nullable TableName table) {
        return error(SourceErrors.byCode(SourceErrors.ACCESS_DENIED, "28000"), denied, denied.getErrorCode(), table);
    }

    private static PipeError certificate(Throwable cause, @Nullable TableName table) {
        return new PipeError(ErrorKind.SOURCE_MISCONFIGURED,
                "The source's TLS certificate was not accepted: " + describe(cause),
                "Set source.mysql.caCertificate to the authority that signed it and source.mysql.tlsHost to the name it"
                        + " carries, or source.mysql.skipCertVerification.",
                table);
    }

    private static PipeError error(CodedError coded, Throwable cause, int code, @Nullable TableName table) {
        String number = code == 0 ? "" : " (error " + code + ")";
        return new PipeError(coded.kind(), coded.meaning() + number + ": " + describe(cause), coded.remedy(), table);
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
