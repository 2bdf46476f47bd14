package dev.clickpipe.api.answers;

import io.micronaut.core.annotation.Order;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.Error;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import io.micronaut.http.server.exceptions.response.ErrorResponseProcessor;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Collectors;

/** Puts every error into the envelope: ours, and those that the HTTP server finds by itself. */
@Singleton
@Order(-1)
public final class ErrorAnswers
        implements
            ErrorResponseProcessor<ErrorAnswer>,
            ExceptionHandler<RefusedException, HttpResponse<ErrorAnswer>> {

    // The interface itself names the request without its type argument.
    @SuppressWarnings("rawtypes")
    @Override
    public HttpResponse<ErrorAnswer> handle(HttpRequest request, RefusedException refused) {
        HttpStatus status = refused.status();
        MutableHttpResponse<ErrorAnswer> response = HttpResponse.<ErrorAnswer>status(status)
                .body(new ErrorAnswer(status.getCode(), RequestIdentity.of((HttpRequest<?>) request),
                        status.name() + ": " + refused.getMessage(), refused.findings()))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
        if (status == HttpStatus.UNAUTHORIZED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"ClickPipe\", charset=\"UTF-8\"");
        }
        if (status == HttpStatus.SERVICE_UNAVAILABLE) {
            response.header(HttpHeaders.RETRY_AFTER, "5");
        }
        return response;
    }

    @Override
    public MutableHttpResponse<ErrorAnswer> processResponse(ErrorContext context, MutableHttpResponse<?> response) {
        HttpStatus status = response.status();
        return response
                .body(new ErrorAnswer(status.getCode(), RequestIdentity.of(context.getRequest()),
                        status.name() + ": " + message(context, status), List.of()))
                .contentType(MediaType.APPLICATION_JSON_TYPE);
    }

    private static String message(ErrorContext context, HttpStatus status) {
        // The text of an unforeseen exception may quote a body.
        if (status == HttpStatus.INTERNAL_SERVER_ERROR) {
            return "an unforeseen error; the log has it under request id "
                    + RequestIdentity.of(context.getRequest());
        }
        if (status == HttpStatus.NOT_FOUND) {
            return "there is nothing at " + context.getRequest().getPath() + "; docs/rest-api.md lists the paths";
        }
        return context.getErrors().isEmpty()
                ? status.getReason()
                : context.getErrors().stream().map(Error::getMessage).collect(Collectors.joining("; "));
    }
}
