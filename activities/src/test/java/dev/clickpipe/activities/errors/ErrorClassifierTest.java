package dev.clickpipe.activities.errors;

import static org.assertj.core.api.Assertions.assertThat;

import com.clickhouse.client.api.ClientException;
import com.clickhouse.client.api.ConnectionInitiationException;
import com.clickhouse.client.api.DataTransferException;
import com.github.shyiko.mysql.binlog.network.AuthenticationException;
import dev.clickpipe.workflows.failure.ErrorKind;
import dev.clickpipe.workflows.failure.PipeError;
import dev.clickpipe.workflows.settings.TableName;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorClassifierTest {
    private static final TableName TABLE = new TableName("shop", "orders");

    @ParameterizedTest
    @CsvSource(textBlock = """
            1045, 28000, SOURCE_ACCESS_DENIED
            1044, 42000, SOURCE_ACCESS_DENIED
            1142, 42000, SOURCE_ACCESS_DENIED
            1143, 42000, SOURCE_ACCESS_DENIED
            1227, 42000, SOURCE_ACCESS_DENIED
            1130, HY000, SOURCE_ACCESS_DENIED
            1698, 28000, SOURCE_ACCESS_DENIED
            1820, HY000, SOURCE_ACCESS_DENIED
            3118, HY000, SOURCE_ACCESS_DENIED
            4151, HY000, SOURCE_ACCESS_DENIED
            3159, HY000, SOURCE_MISCONFIGURED
            1193, HY000, SOURCE_MISCONFIGURED
            1381, HY000, SOURCE_MISCONFIGURED
            1049, 42000, TABLE_MISSING
            1146, 42S02, TABLE_MISSING
            1932, 42S02, TABLE_MISSING
            1054, 42S22, SCHEMA_CHANGED
            1412, HY000, SCHEMA_CHANGED
            1236, HY000, POSITION_PURGED
            1373, HY000, POSITION_PURGED
            1789, HY000, POSITION_PURGED
            1885, HY000, SOURCE_CHANGED
            1040, 08004, SOURCE_UNREACHABLE
            1053, 08S01, SOURCE_UNREACHABLE
            1205, HY000, SOURCE_UNREACHABLE
            1213, 40001, SOURCE_UNREACHABLE
            1226, 42000, SOURCE_UNREACHABLE
            1317, 70100, SOURCE_UNREACHABLE
            1927, 70100, SOURCE_UNREACHABLE
            4031, HY000, SOURCE_UNREACHABLE
            0,    08000, SOURCE_UNREACHABLE
            0,    08S01, SOURCE_UNREACHABLE
            0,    28000, SOURCE_ACCESS_DENIED
            1064, 42000, DEFECT
            0,    HY000, DEFECT
            9999, '',    DEFECT
            """)
    void classifiesCodesOfTheSource(int code, String state, ErrorKind kind) {
        PipeError error = ErrorClassifier.errorOf(new SQLException("said the server", state, code), TABLE);
        assertThat(error.kind()).isEqualTo(kind);
        assertThat(error.message()).contains("said the server");
        assertThat(error.remedy()).isNotBlank();
        assertThat(error.table()).isEqualTo(TABLE);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            516, DESTINATION_ACCESS_DENIED
            497, DESTINATION_ACCESS_DENIED
            192, DESTINATION_ACCESS_DENIED
            164, DESTINATION_ACCESS_DENIED
            60,  DESTINATION_CHANGED
            81,  DESTINATION_CHANGED
            16,  DESTINATION_CHANGED
            469, DESTINATION_CHANGED
            117, DESTINATION_CHANGED
            218, DESTINATION_CHANGED
            252, DESTINATION_BUSY
            241, DESTINATION_BUSY
            202, DESTINATION_BUSY
            159, DESTINATION_BUSY
            242, DESTINATION_BUSY
            319, DESTINATION_BUSY
            999, DESTINATION_BUSY
            0,   DESTINATION_UNREACHABLE
            210, DESTINATION_UNREACHABLE
            62,  DEFECT
            115, DEFECT
            """)
    void classifiesCodesOfTheDestination(int code, ErrorKind kind) {
        Exception failure = new com.clickhouse.client.api.ServerException(code, "said the server", 500, "query");
        assertThat(ErrorClassifier.errorOf(failure, null).kind()).isEqualTo(kind);
    }

    static Stream<Arguments> types() {
        return Stream.of(Arguments.of(new ConnectException("refused"), ErrorKind.SOURCE_UNREACHABLE),
                Arguments.of(new SocketTimeoutException("slow"), ErrorKind.SOURCE_UNREACHABLE),
                Arguments.of(new UnknownHostException("nowhere"), ErrorKind.SOURCE_UNREACHABLE),
                Arguments.of(new EOFException(), ErrorKind.SOURCE_UNREACHABLE),
                Arguments.of(new AuthenticationException("no", 1045, "28000"), ErrorKind.SOURCE_ACCESS_DENIED),
                Arguments.of(new com.github.shyiko.mysql.binlog.network.ServerException("gone", 1236, "HY000"),
                        ErrorKind.POSITION_PURGED),
                Arguments.of(new SSLHandshakeException("who are you"), ErrorKind.SOURCE_MISCONFIGURED),
                Arguments.of(new SQLNonTransientConnectionException("handshake", "08000",
                        new SSLHandshakeException("who are you")), ErrorKind.SOURCE_MISCONFIGURED),
                Arguments.of(new ConnectionInitiationException("refused", new ConnectException()),
                        ErrorKind.DESTINATION_UNREACHABLE),
                Arguments.of(new DataTransferException("cut", new IOException()), ErrorKind.DESTINATION_UNREACHABLE),
                Arguments.of(new ClientException("wrapped",
                        new com.clickhouse.client.api.ServerException(252, "parts", 500, "query")),
                        ErrorKind.DESTINATION_BUSY),
                Arguments.of(new ExecutionException(new ConnectException("refused")), ErrorKind.SOURCE_UNREACHABLE),
                Arguments.of(new NullPointerException(), ErrorKind.DEFECT));
    }

    @ParameterizedTest
    @MethodSource("types")
    void classifiesTypes(Throwable failure, ErrorKind kind) {
        assertThat(ErrorClassifier.errorOf(failure, null).kind()).isEqualTo(kind);
    }

    @Test
    void whatIsClassifiedStaysSo() {
        PipeException known = new PipeException(
                new PipeError(ErrorKind.SCHEMA_CHANGED, "message", "remedy", TABLE));
        assertThat(ErrorClassifier.classify(known, null)).isSameAs(known);
        assertThat(ErrorClassifier.errorOf(new IllegalStateException(known), null)).isEqualTo(known.error());
    }

    @Test
    void theFailureForTemporalRetriesOnlyWhatMayPass() {
        PipeError passing = new PipeError(ErrorKind.SOURCE_UNREACHABLE, "message", "remedy", null);
        PipeError lasting = new PipeError(ErrorKind.SCHEMA_CHANGED, "message", "remedy", null);
        assertThat(new PipeException(passing).toFailure().isNonRetryable()).isFalse();
        assertThat(new PipeException(lasting, new IOException("secret")).toFailure().isNonRetryable()).isTrue();
        assertThat(new PipeException(lasting, new IOException("secret")).toFailure()).hasNoCause();
    }

    @Test
    void longMessagesAreCut() {
        assertThat(ErrorClassifier.errorOf(new SQLException("x".repeat(10_000), "HY000", 1030), null).message())
                .hasSizeLessThan(700);
    }
}
