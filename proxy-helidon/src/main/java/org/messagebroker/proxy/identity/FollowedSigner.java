package org.messagebroker.proxy.identity;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.messagebroker.sealing.Signer;
import org.messagebroker.service.tls.FollowedFiles;
import org.messagebroker.service.tls.SigningKey;
import org.messagebroker.settings.Settings;

/**
 * The proxy's own key and certificate as they are in their files: another signer within a second of a renewal, the same until
 * then. What was sealed by a certificate counts only until its end, which may come soon after the next one. Thread-safe.
 */
public final class FollowedSigner implements Supplier<Signer> {

    private final Path certificate;
    private final Path key;
    private final FollowedFiles files;
    private volatile OwnSigner current;

    private FollowedSigner(Path certificate, Path key) {
        this.certificate = certificate;
        this.key = key;
        this.files = new FollowedFiles(certificate, key);
        this.current = read();
    }

    /**
     * Reads the files.
     *
     * @throws org.messagebroker.service.StartException when they cannot be used
     */
    public static FollowedSigner of(Settings settings) {
        return new FollowedSigner(settings.path("server-cert-path"), settings.path("server-key-path"));
    }

    @Override
    public Signer get() {
        files.refresh(() -> current = read());
        return current;
    }

    private OwnSigner read() {
        return new OwnSigner(SigningKey.read(certificate, key));
    }
}
