package org.messagebroker.api;

import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * What the server has decided and every proxy obeys: whole, never a difference. {@link #toString()} hides the key.
 *
 * @param version which policy this is
 * @param issuedAt when it was put together
 * @param graceSeconds how long a proxy accepts without hearing from the server; a client's own grace can be shorter
 * @param authorities PEM: the roots whose certificates are accepted, more than one while the authority changes
 * @param sealing to whom messages are sealed
 * @param contentKey 32 bytes in base64: keys the HMAC by which an idempotency key's content is known again
 * @param sites the sites with a total rate
 * @param clients all of them, disabled ones too
 * @param listener the TLS of the proxies' listener; absent while each proxy's own settings hold
 */
public record Policy(
        PolicyVersion version,
        Instant issuedAt,
        long graceSeconds,
        String authorities,
        SealingKey sealing,
        String contentKey,
        List<SitePolicy> sites,
        List<ClientPolicy> clients,
        Optional<ListenerPolicy> listener) {

    public Policy {
        sites = List.copyOf(sites);
        clients = List.copyOf(clients);
    }

    @Override
    public String toString() {
        return "Policy[" + version + ", " + clients.size() + " clients]";
    }

    /**
     * The server's public key: messages are sealed so that only the server can open them.
     *
     * @param version counts up
     * @param publicKey X25519 (RFC 7748), 32 bytes in base64
     */
    public record SealingKey(int version, String publicKey) {

        /** 32 bytes. */
        public byte[] publicKeyBytes() {
            return Base64.getDecoder().decode(publicKey);
        }
    }

    /**
     * A site: one Redis with the proxies and workers beside it.
     *
     * @param ratePerMinute most messages of all its clients together; absent for no limit
     */
    public record SitePolicy(String name, Optional<Integer> ratePerMinute) {}

    /**
     * A client.
     *
     * @param site the only one whose proxies take its messages
     * @param enabled whether it may send
     * @param ratePerMinute most messages in a minute; 0 blocks; absent for no limit
     * @param graceSeconds how long it may send while the server is away; absent for the policy's own
     */
    public record ClientPolicy(
            ClientId clientId,
            String site,
            boolean enabled,
            Optional<Integer> ratePerMinute,
            ReplayMode replay,
            Optional<Long> graceSeconds,
            List<KnownCertificate> certificates,
            List<ApiKeyPolicy> apiKeys) {

        public ClientPolicy {
            certificates = List.copyOf(certificates);
            apiKeys = List.copyOf(apiKeys);
        }
    }

    /**
     * A certificate of the inventory. One that is not listed is refused.
     *
     * @param fingerprint SHA-256 of its DER form, lower-case hexadecimal
     */
    public record KnownCertificate(String fingerprint, boolean revoked) {}

    /**
     * A key with which a client is known where client certificates are off.
     *
     * @param keyId the part of the key that is no secret
     * @param hash SHA-256 of the whole key's text, lower-case hexadecimal
     * @param addresses from where it may be used: addresses or networks such as {@code 10.0.0.0/8}; never empty
     * @param notAfter absent for no end
     */
    public record ApiKeyPolicy(String keyId, String hash, List<String> addresses, Optional<Instant> notAfter) {

        public ApiKeyPolicy {
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * The TLS of a listener, perhaps on trial.
     *
     * @param settings in force; on trial while {@code trial} is there
     * @param trial until when they are on trial, and what returns by itself unless a later policy confirms them
     */
    public record ListenerPolicy(TlsSettings settings, Optional<Trial> trial) {}

    /**
     * A change on trial.
     *
     * @param change its id
     * @param until when it ends by itself
     * @param otherwise what is in force again then
     */
    public record Trial(String change, Instant until, TlsSettings otherwise) {}
}
