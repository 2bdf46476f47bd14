package dev.clickpipe.deploy.parts.process;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Answers at once whether a part can be used; asked again and again until it can. */
@FunctionalInterface
public interface Readiness {
    boolean isReady();

    /** Ready when the address answers 200 with a body that passes. */
    static Readiness http(URI address, Predicate<String> body) {
        HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        return () -> {
            try {
                HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
                return response.statusCode() == 200 && body.test(response.body());
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new PartException("Interrupted while waiting for " + address, e);
            }
        };
    }

    /** Ready when somebody accepts connections there. */
    static Readiness connection(String host, int port) {
        return () -> {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(host, port), 2000);
                return true;
            } catch (IOException e) {
                return false;
            }
        };
    }

    /** Ready when this run has written a line in which the pattern is found. */
    static Readiness line(LogTail log, Pattern pattern) {
        return () -> {
            List<String> lines = log.lines();
            return lines.stream().anyMatch(line -> pattern.matcher(line).find());
        };
    }
}
