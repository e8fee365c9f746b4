package org.messagebroker.proxy.identity;

import java.nio.file.Path;
import java.util.HexFormat;
import org.messagebroker.sealing.Signer;
import org.messagebroker.service.tls.SigningKey;
import org.messagebroker.settings.Settings;

/** Signs with the proxy's own TLS key, as its files were when this was read. */
public record OwnSigner(SigningKey key) implements Signer {

    /**
     * Reads the files.
     *
     * @throws org.messagebroker.service.StartException when they cannot be used
     */
    public static OwnSigner read(Settings settings) {
        Path certificate = settings.path("server-cert-path");
        return new OwnSigner(SigningKey.read(certificate, settings.path("server-key-path")));
    }

    @Override
    public byte[] fingerprint() {
        return HexFormat.of().parseHex(key.fingerprint());
    }

    @Override
    public byte[] sign(byte[] content) {
        return key.sign(content);
    }
}
