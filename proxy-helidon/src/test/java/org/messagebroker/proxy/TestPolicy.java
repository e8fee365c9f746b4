package org.messagebroker.proxy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Policy;
import org.messagebroker.api.Policy.ApiKeyPolicy;
import org.messagebroker.api.Policy.ClientPolicy;
import org.messagebroker.api.Policy.KnownCertificate;
import org.messagebroker.api.Policy.ListenerPolicy;
import org.messagebroker.api.Policy.SealingKey;
import org.messagebroker.api.Policy.SitePolicy;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.ReplayMode;
import org.messagebroker.api.SignedPolicy;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.sealing.ServerKeys;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.Peer;
import org.messagebroker.testing.TestCertificates;

/** A policy as a server would keep and sign it; each change is a new version. Thread-safe. */
public final class TestPolicy {

    private static final String CONTENT_KEY = Base64.getEncoder().encodeToString(new byte[32]);

    /** The private half of the key that is in the policy. */
    public static final byte[] UNSEAL_KEY = new byte[32];

    private static final SealingKey SEALING = ServerKeys.published(1, UNSEAL_KEY);

    private final Issued signer;
    private Policy policy;

    /** Without clients, grace 24 h, signed by a server of this authority. */
    public TestPolicy(TestCertificates certificates) {
        signer = certificates.issue(Role.SERVER, "server");
        policy = new Policy(
                new PolicyVersion(1, 1),
                Instant.now(),
                Duration.ofHours(24).toSeconds(),
                pem(certificates.authority().root()),
                SEALING,
                CONTENT_KEY,
                List.of(),
                List.of(),
                Optional.empty());
    }

    /** The policy as it is. */
    public synchronized Policy policy() {
        return policy;
    }

    /** Changes it, under the next number. */
    public synchronized PolicyVersion change(UnaryOperator<Policy> change) {
        PolicyVersion version = policy.version();
        policy = with(change.apply(policy), new PolicyVersion(version.epoch(), version.number() + 1));
        notifyAll();
        return policy.version();
    }

    /** From now on the inventory knows this client certificate. */
    public PolicyVersion know(Issued issued) {
        Peer peer = Peer.of(issued.certificate());
        return changeClient(
                peer.name(),
                client -> withCertificates(
                        client,
                        Stream.concat(
                                        client.certificates().stream(),
                                        Stream.of(new KnownCertificate(peer.fingerprint(), false)))
                                .distinct()
                                .toList()));
    }

    public PolicyVersion revoke(Issued issued) {
        Peer peer = Peer.of(issued.certificate());
        return changeClient(
                peer.name(),
                client -> withCertificates(
                        client,
                        client.certificates().stream()
                                .map(known -> known.fingerprint().equals(peer.fingerprint())
                                        ? new KnownCertificate(known.fingerprint(), true)
                                        : known)
                                .toList()));
    }

    /** Changes one client, who is there from now on. */
    public PolicyVersion changeClient(String name, UnaryOperator<ClientPolicy> change) {
        return change(now -> {
            List<ClientPolicy> clients = new ArrayList<>(now.clients());
            ClientPolicy before = clients.stream()
                    .filter(client -> client.clientId().value().equals(name))
                    .findFirst()
                    .orElseGet(() -> newcomer(name));
            clients.remove(before);
            clients.add(change.apply(before));
            return new Policy(
                    now.version(),
                    now.issuedAt(),
                    now.graceSeconds(),
                    now.authorities(),
                    now.sealing(),
                    now.contentKey(),
                    now.sites(),
                    clients,
                    now.listener());
        });
    }

    public PolicyVersion listener(Optional<ListenerPolicy> listener) {
        return change(now -> new Policy(
                now.version(),
                now.issuedAt(),
                now.graceSeconds(),
                now.authorities(),
                now.sealing(),
                now.contentKey(),
                now.sites(),
                now.clients(),
                listener));
    }

    /** The total of the site {@code main}; empty for no limit. */
    public PolicyVersion siteRate(Optional<Integer> ratePerMinute) {
        return change(now -> new Policy(
                now.version(),
                now.issuedAt(),
                now.graceSeconds(),
                now.authorities(),
                now.sealing(),
                now.contentKey(),
                List.of(new SitePolicy("main", ratePerMinute)),
                now.clients(),
                now.listener()));
    }

    public static ClientPolicy enabled(ClientPolicy client, boolean enabled) {
        return new ClientPolicy(
                client.clientId(),
                client.site(),
                enabled,
                client.ratePerMinute(),
                client.replay(),
                client.graceSeconds(),
                client.certificates(),
                client.apiKeys());
    }

    public static ClientPolicy ofSite(ClientPolicy client, String site) {
        return new ClientPolicy(
                client.clientId(),
                site,
                client.enabled(),
                client.ratePerMinute(),
                client.replay(),
                client.graceSeconds(),
                client.certificates(),
                client.apiKeys());
    }

    public static ClientPolicy rate(ClientPolicy client, Optional<Integer> perMinute) {
        return new ClientPolicy(
                client.clientId(),
                client.site(),
                client.enabled(),
                perMinute,
                client.replay(),
                client.graceSeconds(),
                client.certificates(),
                client.apiKeys());
    }

    public static ClientPolicy replay(ClientPolicy client, ReplayMode mode) {
        return new ClientPolicy(
                client.clientId(),
                client.site(),
                client.enabled(),
                client.ratePerMinute(),
                mode,
                client.graceSeconds(),
                client.certificates(),
                client.apiKeys());
    }

    public static ClientPolicy grace(ClientPolicy client, Duration grace) {
        return new ClientPolicy(
                client.clientId(),
                client.site(),
                client.enabled(),
                client.ratePerMinute(),
                client.replay(),
                Optional.of(grace.toSeconds()),
                client.certificates(),
                client.apiKeys());
    }

    public static ClientPolicy withKeys(ClientPolicy client, List<ApiKeyPolicy> keys) {
        return new ClientPolicy(
                client.clientId(),
                client.site(),
                client.enabled(),
                client.ratePerMinute(),
                client.replay(),
                client.graceSeconds(),
                client.certificates(),
                keys);
    }

    /** Signed as it is. */
    public synchronized SignedPolicy signed() {
        return sign(policy, signer);
    }

    /** Signed, as soon as it is another version than this; empty when the time is over before. */
    public synchronized Optional<SignedPolicy> other(PolicyVersion known, Duration wait) throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (policy.version().equals(known) && System.nanoTime() < end) {
            wait(Math.max(1, Duration.ofNanos(end - System.nanoTime()).toMillis()));
        }
        return policy.version().equals(known) ? Optional.empty() : Optional.of(signed());
    }

    /** Signed by anybody. */
    public static SignedPolicy sign(Policy policy, Issued signer) {
        try {
            byte[] bytes = Json.bytes(policy);
            Signature signature = Signature.getInstance(
                    signer.key().getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(signer.key());
            signature.update(SignedPolicy.SIGNED_PREFIX.getBytes(StandardCharsets.UTF_8));
            signature.update(bytes);
            Base64.Encoder base64 = Base64.getEncoder();
            return new SignedPolicy(
                    base64.encodeToString(bytes),
                    base64.encodeToString(signature.sign()),
                    signer.chain().stream().map(TestPolicy::pem).collect(Collectors.joining()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The same policy as another version. */
    public static Policy with(Policy policy, PolicyVersion version) {
        return new Policy(
                version,
                policy.issuedAt(),
                policy.graceSeconds(),
                policy.authorities(),
                policy.sealing(),
                policy.contentKey(),
                policy.sites(),
                policy.clients(),
                policy.listener());
    }

    /** The policy with other authorities (PEM). */
    public static Policy trusting(Policy policy, String authorities) {
        return new Policy(
                policy.version(),
                policy.issuedAt(),
                policy.graceSeconds(),
                authorities,
                policy.sealing(),
                policy.contentKey(),
                policy.sites(),
                policy.clients(),
                policy.listener());
    }

    public static String pem(Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ClientPolicy newcomer(String name) {
        return new ClientPolicy(
                new ClientId(name),
                "main",
                true,
                Optional.empty(),
                ReplayMode.OPTIONAL,
                Optional.empty(),
                List.of(),
                List.of());
    }

    public static ClientPolicy withCertificates(ClientPolicy client, List<KnownCertificate> certificates) {
        return new ClientPolicy(
                client.clientId(),
                client.site(),
                client.enabled(),
                client.ratePerMinute(),
                client.replay(),
                client.graceSeconds(),
                certificates,
                client.apiKeys());
    }
}
