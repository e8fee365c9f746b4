package org.messagebroker.sealing;

import java.time.Instant;

/** A proxy's own certificate and key, by which its data keys are known to be its own. */
public interface Signer {

    /** When the certificate ends. */
    Instant until();

    /** SHA-256 of the certificate's DER form, 32 bytes. */
    byte[] fingerprint();

    /** A signature with SHA-256: ECDSA or RSA (PKCS #1). */
    byte[] sign(byte[] content);
}
