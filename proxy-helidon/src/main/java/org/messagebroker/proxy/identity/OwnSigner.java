package org.messagebroker.proxy.identity;

import java.time.Instant;
import java.util.HexFormat;
import org.messagebroker.sealing.Signer;
import org.messagebroker.service.tls.SigningKey;

/** Signs with the proxy's own TLS key, as its files were when this was read. */
record OwnSigner(SigningKey key) implements Signer {

    @Override
    public Instant until() {
        return key.until();
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
