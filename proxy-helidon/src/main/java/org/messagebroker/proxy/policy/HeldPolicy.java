package org.messagebroker.proxy.policy;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.messagebroker.api.Policy;
import org.messagebroker.api.Policy.ApiKeyPolicy;
import org.messagebroker.api.Policy.ClientPolicy;
import org.messagebroker.api.Policy.KnownCertificate;
import org.messagebroker.api.Policy.ListenerPolicy;
import org.messagebroker.api.Policy.SealingKey;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.service.address.Network;
import org.messagebroker.service.tls.TrustedChain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One policy, ready to be asked on every request. Immutable. */
public final class HeldPolicy {

    private static final Logger LOG = LoggerFactory.getLogger(HeldPolicy.class);
    private static final int KEY_BYTES = 32;

    private final Policy policy;
    private final List<X509Certificate> signer;
    private final List<X509Certificate> authorities;
    private final SecretKey contentKey;
    private final Map<String, Known> certificates = new HashMap<>();
    private final Map<String, Key> keys = new HashMap<>();
    private final Map<String, Integer> siteRates = new HashMap<>();

    private HeldPolicy(Policy policy, List<X509Certificate> signer) throws PolicyFault {
        this.policy = policy;
        this.signer = List.copyOf(signer);
        this.authorities = authorities(policy.authorities());
        this.contentKey = contentKey(policy.contentKey());
        requireKey(policy.sealing());
        policy.clients().forEach(this::index);
        policy.sites().forEach(site -> site.ratePerMinute().ifPresent(rate -> siteRates.put(site.name(), rate)));
    }

    /** @param signer the chain of the server that signed it */
    static HeldPolicy of(Policy policy, List<X509Certificate> signer) throws PolicyFault {
        return new HeldPolicy(policy, signer);
    }

    /** A certificate of the inventory and its client. */
    public record Known(ClientPolicy client, boolean revoked) {}

    /**
     * An API key and its client.
     *
     * @param networks from where it may be used
     */
    public record Key(ClientPolicy client, ApiKeyPolicy policy, List<Network> networks) {}

    public PolicyVersion version() {
        return policy.version();
    }

    /** The certificate with this fingerprint; empty when the inventory does not know it. */
    public Optional<Known> certificate(String fingerprint) {
        return Optional.ofNullable(certificates.get(fingerprint));
    }

    /** The API key with this id. */
    public Optional<Key> apiKey(String id) {
        return Optional.ofNullable(keys.get(id));
    }

    /** Most messages in a minute of all clients of the site together; empty for no limit. */
    public Optional<Integer> siteRate(String site) {
        return Optional.ofNullable(siteRates.get(site));
    }

    /** The key of the server to which messages are sealed. */
    public SealingKey sealing() {
        return policy.sealing();
    }

    /** The HMAC key by which an idempotency key's content is known again. */
    public SecretKey contentKey() {
        return contentKey;
    }

    /** How long this client may send without word from the server: the policy's grace, or its own shorter one. */
    public Duration grace(ClientPolicy client) {
        long own = client.graceSeconds().orElse(policy.graceSeconds());
        return Duration.ofSeconds(Math.min(own, policy.graceSeconds()));
    }

    /** How long clients may send without word from the server. */
    public Duration grace() {
        return Duration.ofSeconds(policy.graceSeconds());
    }

    /** When the server put it together. */
    Instant issuedAt() {
        return policy.issuedAt();
    }

    /** The roots that are trusted, on both sides of the proxy. */
    public List<X509Certificate> authorities() {
        return authorities;
    }

    /** {@link #authorities} as they came. */
    String authoritiesPem() {
        return policy.authorities();
    }

    /** The chain of the server that signed it; its issuer also signs revocation lists. */
    List<X509Certificate> signer() {
        return signer;
    }

    Optional<ListenerPolicy> listener() {
        return policy.listener();
    }

    private void index(ClientPolicy client) {
        for (KnownCertificate known : client.certificates()) {
            certificates.put(known.fingerprint(), new Known(client, known.revoked()));
        }
        for (ApiKeyPolicy key : client.apiKeys()) {
            keys.put(key.keyId(), new Key(client, key, networks(key)));
        }
    }

    /** A network that cannot be read is left out: the key is then good from fewer places, never from more. */
    private static List<Network> networks(ApiKeyPolicy key) {
        return key.addresses().stream()
                .flatMap(text -> network(key, text).stream())
                .toList();
    }

    private static Optional<Network> network(ApiKeyPolicy key, String text) {
        try {
            return Optional.of(Network.parse(text));
        } catch (IllegalArgumentException e) {
            LOG.error("API key {}: {}; it cannot be used from there", key.keyId(), e.getMessage());
            return Optional.empty();
        }
    }

    private static List<X509Certificate> authorities(String pem) throws PolicyFault {
        try {
            return TrustedChain.parse(pem);
        } catch (CertificateException e) {
            throw new PolicyFault("its authorities cannot be read", e);
        }
    }

    private static void requireKey(SealingKey sealing) throws PolicyFault {
        try {
            if (sealing.publicKeyBytes().length != KEY_BYTES) {
                throw new PolicyFault("its sealing key has not " + KEY_BYTES + " bytes");
            }
        } catch (IllegalArgumentException e) {
            throw new PolicyFault("its sealing key is not base64", e);
        }
    }

    private static SecretKey contentKey(String base64) throws PolicyFault {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length != KEY_BYTES) {
                throw new PolicyFault("its content key has not " + KEY_BYTES + " bytes");
            }
            return new SecretKeySpec(key, "HmacSHA256");
        } catch (IllegalArgumentException e) {
            throw new PolicyFault("its content key is not base64", e);
        }
    }
}
