package org.messagebroker.embedded;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The key and certificate that MariaDB speaks TLS with, made once. Without them it makes an RSA key at every start, which
 * takes 4 to 14 s of a processor: more than anything else of a start, and after a crash nothing is stored meanwhile.
 *
 * @param key         PKCS#8 PEM, readable by its owner only
 * @param certificate PEM, signed by itself, for nobody to check
 */
record DatabaseCertificate(Path key, Path certificate) {

    private static final int SERIAL_BITS = 127;

    /** RFC 5280, section 4.1.2.5: of a certificate that has no end that anybody knows. */
    private static final Instant NO_END = Instant.parse("9999-12-31T23:59:59Z");

    /** Those in a database's home; made when one of them is missing. */
    static DatabaseCertificate in(Path home) throws IOException {
        DatabaseCertificate files = new DatabaseCertificate(home.resolve("tls.key"), home.resolve("tls.crt"));
        if (!Files.exists(files.key) || !Files.exists(files.certificate)) {
            files.make();
        }
        return files;
    }

    private void make() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            PrivateFiles.write(key, pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
            PrivateFiles.write(certificate, pem("CERTIFICATE", signed(pair)));
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new IOException("no key can be made for the database: " + e.getMessage(), e);
        }
    }

    private static byte[] signed(KeyPair pair) throws IOException, OperatorCreationException {
        X500Name name = new X500Name("CN=localhost");
        return new JcaX509v3CertificateBuilder(
                        name,
                        new BigInteger(SERIAL_BITS, new SecureRandom()),
                        Date.from(Instant.now().minus(1, ChronoUnit.DAYS)),
                        Date.from(NO_END),
                        name,
                        pair.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                .getEncoded();
    }

    private static String pem(String kind, byte[] der) {
        String text = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
