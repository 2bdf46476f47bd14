package dev.clickpipe.deploy.parts.source;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The first packet of a MySQL or MariaDB server. Both send it only after their init file has run, so it shows that the
 * administrator is there.
 *
 * <pre>
 * 3 bytes length | 1 byte sequence | 1 byte protocol version (10) | server version, ended by 0 | …
 * </pre>
 *
 * (https://dev.mysql.com/doc/dev/mysql-server/latest/page_protocol_connection_phase_packets_protocol_handshake_v10.html)
 */
final class Greeting {
    private static final int TIMEOUT_MILLISECONDS = 3000;
    private static final int PROTOCOL = 10;
    private static final String OLD_PREFIX = "5.5.5-";

    private Greeting() {}

    /** The server's version, if it answers. */
    static Optional<String> version(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), TIMEOUT_MILLISECONDS);
            socket.setSoTimeout(TIMEOUT_MILLISECONDS);
            DataInputStream input = new DataInputStream(socket.getInputStream());
            byte[] header = input.readNBytes(4);
            if (header.length < 4) {
                return Optional.empty();
            }
            int length = (header[0] & 0xff) | (header[1] & 0xff) << 8 | (header[2] & 0xff) << 16;
            byte[] packet = input.readNBytes(length);
            if (packet.length < length || length < 2 || packet[0] != PROTOCOL) {
                return Optional.empty();
            }
            int end = 1;
            while (end < packet.length && packet[end] != 0) {
                end++;
            }
            String version = new String(packet, 1, end - 1, StandardCharsets.US_ASCII);
            // MariaDB before 11 puts this before its version for old replicas.
            return Optional.of(version.startsWith(OLD_PREFIX) ? version.substring(OLD_PREFIX.length()) : version);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
