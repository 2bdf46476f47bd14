package dev.clickpipe.activities.mysql;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.SQLException;
import javax.net.SocketFactory;

/**
 * Connects to one address while the driver verifies the certificate of another name: the driver has no setting for it,
 * so it is given the certificate's name as its host, and this factory, which knows the address.
 *
 * <p>The driver makes it by its class name and connects in the calling thread, hence the scoped value.
 */
public final class CertifiedHostSocketFactory extends SocketFactory {
    private static final ScopedValue<Target> TARGET = ScopedValue.newInstance();

    /** Runs {@code connecting}; sockets made meanwhile by this class are connected to the address. */
    static <T> T connectingTo(InetSocketAddress address, int timeoutMilliseconds,
            ScopedValue.CallableOp<T, SQLException> connecting) throws SQLException {
        return ScopedValue.where(TARGET, new Target(address, timeoutMilliseconds)).call(connecting);
    }

    /** A connected socket; unconnected, for the driver to connect, outside {@link #connectingTo}. */
    @Override
    @SuppressWarnings("AddressSelection") // The first address, as the driver does it for its own sockets.
    public Socket createSocket() throws IOException {
        Socket socket = new Socket();
        if (TARGET.isBound()) {
            Target target = TARGET.get();
            try {
                socket.connect(target.address(), target.timeoutMilliseconds());
            } catch (IOException failure) {
                socket.close();
                throw failure;
            }
        }
        return socket;
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        return createSocket();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) throws IOException {
        return createSocket();
    }

    private record Target(InetSocketAddress address, int timeoutMilliseconds) {}
}
