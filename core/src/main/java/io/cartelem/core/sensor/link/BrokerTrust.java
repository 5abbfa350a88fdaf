package io.cartelem.core.sensor.link;

import io.cartelem.core.collect.transport.LinkException;
import io.cartelem.core.collect.transport.LinkException.Reason;
import io.cartelem.core.sensor.SensorLink;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;

/// Which brokers are believed, and what a person is told of one that is not.
final class BrokerTrust {
    private BrokerTrust() {}

    /// Trusts the certificates of a file, or those that this computer trusts.
    ///
    /// @param ca a PEM file, empty for none
    /// @throws LinkException FAILED if the file cannot be used
    static TrustManagerFactory of(String ca) throws LinkException {
        try {
            TrustManagerFactory trusted =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trusted.init(ca.isEmpty() ? null : read(Path.of(ca)));
            return trusted;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new LinkException(
                    Reason.FAILED,
                    "the certificate " + ca + " cannot be used: " + e.getMessage(),
                    e);
        }
    }

    private static KeyStore read(Path pem) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = new BufferedInputStream(Files.newInputStream(pem))) {
            int count = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                store.setCertificateEntry("ca" + count++, certificate);
            }
            if (count == 0) {
                throw new IOException("no certificate is in it");
            }
        }
        return store;
    }

    /// Why no connection came about.
    static LinkException unconnected(SensorLink.Mqtt link, Throwable failure) {
        CertificateException distrust = cause(failure, CertificateException.class);
        if (distrust != null) {
            String why = String.valueOf(distrust.getMessage());
            // The wording of the JDK's HostnameChecker; there is no type of its own for it.
            boolean named = why.startsWith("No subject alternative") || why.startsWith("No name");
            return new LinkException(
                    Reason.PERMISSION,
                    named
                            ? link + " shows a certificate for another name: " + why
                            : link
                                    + " shows a certificate that is not trusted: "
                                    + why
                                    + "; name the broker's own as ca",
                    failure);
        }
        SSLException tls = cause(failure, SSLException.class);
        if (tls != null) {
            return new LinkException(
                    Reason.FAILED,
                    link
                            + " does not answer with TLS: "
                            + tls.getMessage()
                            + "; is it mqtt:// without?",
                    failure);
        }
        return new LinkException(
                Reason.UNREACHABLE,
                link + " cannot be reached: is a broker running there?",
                failure);
    }

    private static <T extends Throwable> @Nullable T cause(Throwable failure, Class<T> kind) {
        Throwable at = failure;
        for (int depth = 0; at != null && depth < 16; depth++) {
            if (kind.isInstance(at)) {
                return kind.cast(at);
            }
            at = at.getCause();
        }
        return null;
    }
}
