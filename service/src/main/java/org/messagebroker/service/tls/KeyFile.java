package org.messagebroker.service.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.messagebroker.service.StartException;

/** Reads PEM files, and says what is wrong with them in the operator's terms. */
public final class KeyFile {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final Set<PosixFilePermission> GROUP =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_EXECUTE);
    private static final Set<PosixFilePermission> OTHERS = Set.of(
            PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE, PosixFilePermission.OTHERS_EXECUTE);

    private KeyFile() {}

    static List<X509Certificate> certificates(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            List<X509Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
                            .map(X509Certificate.class::cast)
                            .toList();
            if (certificates.isEmpty()) {
                throw new StartException(file + " contains no certificate (PEM)");
            }
            return certificates;
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (CertificateException e) {
            throw new StartException(file + " is not a file of certificates (PEM)", e);
        }
    }

    /**
     * The private key of a file that only its owner reads.
     *
     * @param match the public key that it belongs to
     * @throws StartException when it cannot be read, is open to others, or belongs to another key
     */
    public static PrivateKey privateKey(Path file, PublicKey match) {
        requireOwnerOnly(file);
        try {
            Matcher pem = PKCS8.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            if (!pem.find()) {
                throw new StartException(file + " is not a private key in PKCS#8 (-----BEGIN PRIVATE KEY-----); convert"
                        + " it with openssl pkcs8 -topk8 -nocrypt");
            }
            byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
            PrivateKey key = KeyFactory.getInstance(match.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(der));
            KeyPairCheck.requireMatch(key, match, file);
            return key;
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new StartException(file + " is not a private key that belongs to the certificate", e);
        }
    }

    /** A key mounted by another user (a container's secret) may be open to our group; our own may not. */
    private static void requireOwnerOnly(Path file) {
        try {
            Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
            boolean own = Files.getOwner(file).getName().equals(System.getProperty("user.name"));
            if (granted.stream().anyMatch(OTHERS::contains)
                    || own && granted.stream().anyMatch(GROUP::contains)) {
                throw new StartException("the private key " + file + " can be read by others; run chmod 600 " + file);
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static StartException unreadable(Path file, IOException e) {
        return new StartException(
                "cannot read " + file + ": " + (Files.exists(file) ? "no permission" : "no such file"), e);
    }
}
