package io.cartelem.server.security;

import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;

/// The server's certificate: the user's, or one that it makes for itself and keeps, so that a phone
/// has to accept it only once.
public final class Certificates {
    static final String CERTIFICATE_FILE = "cartelem-certificate.pem";
    static final String KEY_FILE = "cartelem-key.pem";

    /// What phones accept at most for a server's certificate is 825 days.
    private static final Duration LIFE = Duration.ofDays(397);

    private static final Duration RENEW_BEFORE = Duration.ofDays(14);

    private static final Map<String, String> SIGNATURES =
            Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA", "EdDSA", "EdDSA");

    private Certificates() {}

    /// Reads a certificate chain and its key, PKCS #1, SEC 1 or PKCS #8 without a password.
    ///
    /// @throws GeneralSecurityException with a sentence, if they cannot be used
    public static KeyStore read(Path certificate, Path key)
            throws IOException, GeneralSecurityException {
        byte[] chain = Files.readAllBytes(certificate);
        Collection<? extends Certificate> certificates =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(chain));
        if (certificates.isEmpty()) {
            throw new CertificateException("TLS_CERT holds no certificate");
        }
        PrivateKey secret = readKey(key);
        if (!belong(certificates.iterator().next().getPublicKey(), secret)) {
            throw new CertificateException(
                    "TLS_KEY is not the key of the first certificate in TLS_CERT");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", secret, new char[0], certificates.toArray(new Certificate[0]));
        return store;
    }

    /// Whether what one signs the other confirms. Without this a server with the wrong key starts
    /// and then fails every handshake. Kinds of keys other than the usual are left to the
    /// handshake.
    private static boolean belong(PublicKey open, PrivateKey secret)
            throws GeneralSecurityException {
        String algorithm = SIGNATURES.get(secret.getAlgorithm());
        if (algorithm == null) {
            return true;
        }
        if (!open.getAlgorithm().equals(secret.getAlgorithm())) {
            return false;
        }
        byte[] word = {1, 2, 3};
        Signature signing = Signature.getInstance(algorithm);
        signing.initSign(secret);
        signing.update(word);
        byte[] signed = signing.sign();
        Signature checking = Signature.getInstance(algorithm);
        checking.initVerify(open);
        checking.update(word);
        return checking.verify(signed);
    }

    /// The certificate kept in `folder`, or a new one if there is none or it soon expires.
    ///
    /// @param names names and addresses under which the server is reached
    public static KeyStore selfSigned(Path folder, Set<String> names, Instant now)
            throws IOException, GeneralSecurityException {
        Path certificate = folder.resolve(CERTIFICATE_FILE);
        Path key = folder.resolve(KEY_FILE);
        if (Files.exists(certificate) && Files.exists(key)) {
            KeyStore kept = read(certificate, key);
            Instant end =
                    ((X509Certificate) kept.getCertificate("server")).getNotAfter().toInstant();
            if (now.isBefore(end.minus(RENEW_BEFORE))) {
                return kept;
            }
        }
        Files.createDirectories(folder);
        // Goes first, so that a crash in between leaves no certificate of another key.
        Files.deleteIfExists(certificate);
        make(certificate, key, names, now);
        return read(certificate, key);
    }

    private static void make(Path certificateFile, Path keyFile, Set<String> names, Instant now)
            throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=Cartelem");
        X509v3CertificateBuilder builder =
                new JcaX509v3CertificateBuilder(
                        subject,
                        new BigInteger(120, new SecureRandom()).add(BigInteger.ONE),
                        Date.from(now.minus(Duration.ofDays(1))),
                        Date.from(now.plus(LIFE)),
                        subject,
                        pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.extendedKeyUsage,
                false,
                new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(
                        names.stream().map(Certificates::name).toArray(GeneralName[]::new)));
        X509Certificate certificate;
        try {
            certificate =
                    new JcaX509CertificateConverter()
                            .getCertificate(
                                    builder.build(
                                            new JcaContentSignerBuilder("SHA256withECDSA")
                                                    .build(pair.getPrivate())));
        } catch (OperatorCreationException e) {
            throw new GeneralSecurityException("the certificate could not be signed", e);
        }
        // PKCS #8, which names the curve; JcaPEMWriter's own choice for a key would leave it out.
        writeSecret(keyFile, pem(new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded())));
        Files.writeString(certificateFile, pem(certificate));
    }

    private static GeneralName name(String name) {
        int kind = HostRule.literal(name).isPresent() ? GeneralName.iPAddress : GeneralName.dNSName;
        return new GeneralName(kind, name);
    }

    private static String pem(Object what) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
            pem.writeObject(what);
        }
        return text.toString();
    }

    private static void writeSecret(Path file, String text) throws IOException {
        Files.deleteIfExists(file);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }

    private static PrivateKey readKey(Path file) throws IOException, GeneralSecurityException {
        JcaPEMKeyConverter converter = new JcaPEMKeyConverter();
        try (PEMParser parser =
                new PEMParser(Files.newBufferedReader(file, StandardCharsets.US_ASCII))) {
            for (Object object = parser.readObject();
                    object != null;
                    object = parser.readObject()) {
                if (object instanceof PEMKeyPair pair) {
                    return converter.getPrivateKey(pair.getPrivateKeyInfo());
                }
                if (object instanceof PrivateKeyInfo info) {
                    return converter.getPrivateKey(info);
                }
            }
        }
        throw new GeneralSecurityException("TLS_KEY holds no private key without a password");
    }
}
