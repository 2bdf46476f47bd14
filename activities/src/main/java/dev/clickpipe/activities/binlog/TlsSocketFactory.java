package dev.clickpipe.activities.binlog;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.github.shyiko.mysql.binlog.network.SSLSocketFactory;
import dev.clickpipe.workflows.settings.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Puts TLS over the dump connection as a pipe's settings say. */
final class TlsSocketFactory implements SSLSocketFactory {
    private final String host;
    private final TlsSettings settings;

    TlsSocketFactory(String host, TlsSettings settings) {
        String other = settings.host();
        this.host = other == null || other.isEmpty() ? host : other;
        this.settings = settings;
    }

    @Override
    public SSLSocket createSocket(Socket socket) throws SocketException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust(), null);
            SSLSocket secured = (SSLSocket) context.getSocketFactory().createSocket(socket, host, socket.getPort(),
                    true);
            if (!settings.skipVerification()) {
                SSLParameters parameters = secured.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                secured.setSSLParameters(parameters);
            }
            return new BufferedTlsSocket(secured);
        } catch (GeneralSecurityException | IOException e) {
            SocketException failure = new SocketException("TLS cannot be set up: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    /** Null: the authorities that Java trusts. */
    private TrustManager @Nullable [] trust() throws GeneralSecurityException, IOException {
        if (settings.skipVerification()) {
            return new TrustManager[]{new TrustsAll()};
        }
        String pem = settings.caCertificate();
        if (pem == null) {
            return null;
        }
        KeyStore authorities = KeyStore.getInstance(KeyStore.getDefaultType());
        authorities.load(null, null);
        for (Certificate certificate : CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(UTF_8)))) {
            authorities.setCertificateEntry("authority" + authorities.size(), certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(authorities);
        return factory.getTrustManagers();
    }

    /** What skipVerification asks for. */
    private static final class TrustsAll extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
