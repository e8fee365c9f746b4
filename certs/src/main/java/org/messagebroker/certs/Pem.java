package org.messagebroker.certs;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Certificates and private keys as text (RFC 7468). Keys are PKCS#8: it is the form that every reader takes. */
public final class Pem {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /** The certificates in their order, as text. */
    public static String ofCertificates(List<X509Certificate> chain) {
        return chain.stream().map(Pem::ofCertificate).collect(Collectors.joining());
    }

    /** The unencrypted key as text: keep it in a file that only its owner reads. */
    public static String ofPrivateKey(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /**
     * The certificates of the text, in their order.
     *
     * @throws IllegalArgumentException if there is none or one cannot be read
     */
    public static List<X509Certificate> certificates(String pem) {
        try {
            List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (certificates.isEmpty()) {
                throw new IllegalArgumentException("the file holds no certificate in PEM form");
            }
            return certificates;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the file holds no readable certificate in PEM form", e);
        }
    }

    /**
     * The private key of the text: EC or RSA, PKCS#8, unencrypted.
     *
     * @throws IllegalArgumentException if there is none or it cannot be read
     */
    public static PrivateKey privateKey(String pem) {
        byte[] encoded = content("PRIVATE KEY", pem);
        PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(encoded);
        return Stream.of("EC", "RSA")
                .flatMap(algorithm -> read(algorithm, spec).stream())
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the private key is neither EC nor RSA"));
    }

    private static Optional<PrivateKey> read(String algorithm, PKCS8EncodedKeySpec spec) {
        try {
            return Optional.of(KeyFactory.getInstance(algorithm).generatePrivate(spec));
        } catch (GeneralSecurityException notOfThisAlgorithm) {
            return Optional.empty();
        }
    }

    private static String ofCertificate(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificate cannot be encoded", e);
        }
    }

    /** A block of this label, such as {@code CERTIFICATE}. */
    static String block(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    /**
     * The content of the first block of this label.
     *
     * @throws IllegalArgumentException when there is none
     */
    static byte[] content(String label, String pem) {
        String begin = "-----BEGIN " + label + "-----";
        int from = pem.indexOf(begin);
        int until = pem.indexOf("-----END " + label + "-----");
        if (from < 0 || until < from) {
            throw new IllegalArgumentException("the text holds no " + label + " in PEM form");
        }
        return Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), until));
    }
}
