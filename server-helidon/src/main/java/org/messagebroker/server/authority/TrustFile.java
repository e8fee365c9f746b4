package org.messagebroker.server.authority;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import org.messagebroker.certs.Pem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code CA_CERT_PATH}: the roots that are trusted, for programs on this machine. Thread-safe. */
final class TrustFile {

    private static final Logger LOG = LoggerFactory.getLogger(TrustFile.class);

    private final Path file;
    private volatile List<X509Certificate> lastGood = List.of();
    private volatile List<X509Certificate> refused = List.of();

    TrustFile(Path file) {
        this.file = file;
    }

    /** Its certificates; those of the last good reading while it cannot be read. */
    List<X509Certificate> roots() {
        try {
            lastGood = Pem.certificates(Files.readString(file));
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.debug("{} cannot be read; what was read before stays in force", file, unreadable);
        }
        return lastGood;
    }

    /** Writes other roots; says so once when the file does not let us. */
    void write(List<X509Certificate> roots) {
        if (new HashSet<>(roots()).equals(new HashSet<>(roots)) || roots.equals(refused)) {
            return;
        }
        try {
            WholeFile.replace(file, Pem.ofCertificates(roots));
            LOG.info("{} now holds {} trusted roots", file, roots.size());
        } catch (IOException readOnly) {
            refused = roots;
            LOG.warn(
                    "The trusted roots have changed, but {} cannot be written; replace it by GET /ca.crt",
                    file,
                    readOnly);
        }
    }
}
