package org.messagebroker.service.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.stream.Collectors;
import org.messagebroker.service.StartException;

/** A service's own key, to sign what others must be able to ascribe to it. As its files were when it was read. */
public final class SigningKey {

    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final OwnKey.Pair pair;

    private SigningKey(OwnKey.Pair pair) {
        this.pair = pair;
    }

    /**
     * Reads the files.
     *
     * @throws StartException when one is missing, malformed or open to others, or they do not belong together
     */
    public static SigningKey read(Path certificate, Path key) {
        return new SigningKey(ListenerTls.pair(certificate, key));
    }

    /** A signature with SHA-256: ECDSA or RSA (PKCS #1), as the key is. */
    public byte[] sign(byte[] content) {
        try {
            Signature signature = Signature.getInstance(pair.type().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signature.initSign(pair.key());
            signature.update(content);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new StartException("the service's own key cannot sign; it must be of type EC or RSA", e);
        }
    }

    /** The certificate that verifies the signatures, and the chain that came with it; PEM. */
    public String chain() {
        return pair.chain().stream().map(SigningKey::pem).collect(Collectors.joining());
    }

    /** Of the certificate that verifies the signatures: SHA-256 of its DER form, lower-case hexadecimal. */
    public String fingerprint() {
        return Fingerprint.of(pair.chain().getFirst());
    }

    /** When that certificate ends. */
    public Instant until() {
        return pair.chain().getFirst().getNotAfter().toInstant();
    }

    private static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + new String(LINES.encode(certificate.getEncoded()), StandardCharsets.US_ASCII)
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without a DER form", e);
        }
    }
}
