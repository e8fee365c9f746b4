package org.messagebroker.server.certificate;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Optional;
import org.messagebroker.certs.SigningRequest;

/** Whose key a new certificate is for. */
public sealed interface KeySource {

    PublicKey publicKey();

    /** SHA-256 of the signing request, if there is one. */
    default Optional<byte[]> request() {
        return Optional.empty();
    }

    /** To be handed to the holder, if it was made here. */
    default Optional<PrivateKey> privateKey() {
        return Optional.empty();
    }

    /** A key made for this one answer. */
    record Made(KeyPair pair) implements KeySource {
        @Override
        public PublicKey publicKey() {
            return pair.getPublic();
        }

        @Override
        public Optional<PrivateKey> privateKey() {
            return Optional.of(pair.getPrivate());
        }

        @Override
        public String toString() {
            return "Made[]";
        }
    }

    /** The key of a signing request. */
    record Requested(SigningRequest signingRequest) implements KeySource {
        @Override
        public PublicKey publicKey() {
            return signingRequest.publicKey();
        }

        @Override
        public Optional<byte[]> request() {
            return Optional.of(signingRequest.hash());
        }
    }

    /** The key of the certificate before. */
    record Kept(PublicKey publicKey) implements KeySource {}
}
