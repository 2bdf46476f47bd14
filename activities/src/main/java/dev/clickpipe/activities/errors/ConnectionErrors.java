package dev.clickpipe.activities.errors;

import dev.clickpipe.workflows.failure.ErrorKind;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** What can break on the way to a server, by the type of Java's exception. */
final class ConnectionErrors {
    /** The first that fits decides, so what is special stands before what is general. */
    private final List<Breakage> breakages;

    /**
     * @param side the server as a sentence begins with it
     * @param address what people look at to fix its address
     * @param certificates what people do when the certificate is not accepted
     */
    ConnectionErrors(ErrorKind kind, String side, String address, String certificates) {
        breakages = List.of(
                new Breakage(UnknownHostException.class, new KnownError(kind, side + "'s host name is not known",
                        "Check " + address + ", and whether the worker's machine can look the name up.")),
                new Breakage(NoRouteToHostException.class,
                        new KnownError(kind, side + " cannot be reached over the network",
                                "Check " + address + ", and routes and firewalls between the worker and it.")),
                new Breakage(ConnectException.class, new KnownError(kind, side + " takes no connection",
                        "Check " + address + ", that it runs, and that it listens on an address the worker reaches.")),
                new Breakage(SocketTimeoutException.class, new KnownError(kind, side + " did not answer in time",
                        "Check " + address + ", its load, and firewalls between the worker and it.")),
                new Breakage(SSLException.class, new KnownError(kind, side + "'s TLS failed", certificates)),
                new Breakage(EOFException.class, new KnownError(kind, side + " closed the connection",
                        "Check that it runs, that nobody kills its connections, and what stands between.")),
                new Breakage(IOException.class, new KnownError(kind, side + "'s connection broke",
                        "Check " + address + ", its network and that it runs.")));
    }

    /** One type of exception and what it means. */
    record Breakage(Class<? extends IOException> type, KnownError error) {}

    /** What the first of a failure's causes means that says how a connection broke; null when none does. */
    @Nullable
    KnownError find(Throwable failure) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable cause = failure; cause != null && seen.add(cause); cause = cause.getCause()) {
            for (Breakage breakage : breakages) {
                if (breakage.type().isInstance(cause)) {
                    return breakage.error();
                }
            }
        }
        return null;
    }

    List<Breakage> breakages() {
        return breakages;
    }
}
