package org.messagebroker.api;

/**
 * A policy as it travels and lies on disk.
 *
 * @param policy the {@link Policy} as JSON in base64; exactly these bytes are signed
 * @param signature in base64, by the signer's key with SHA-256 (ECDSA or RSA), over {@link #SIGNED_PREFIX} and those bytes
 * @param signer PEM: the certificate of a server (role server), with its chain up to an authority that the proxy trusts
 */
public record SignedPolicy(String policy, String signature, String signer) {

    /** Before the signed bytes, so that the signature is good for nothing else. */
    public static final String SIGNED_PREFIX = "message-broker policy 1\n";
}
