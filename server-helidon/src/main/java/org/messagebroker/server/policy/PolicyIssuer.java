package org.messagebroker.server.policy;

import io.helidon.dbclient.DbExecute;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.messagebroker.api.Policy;
import org.messagebroker.api.PolicyVersion;
import org.messagebroker.api.SignedPolicy;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.SigningKey;

/**
 * Puts the policy together and signs it, once for each version, and again after a while, so that a new key of the server is
 * used. Thread-safe.
 */
final class PolicyIssuer {

    private static final Duration KEPT = Duration.ofMinutes(10);
    private static final int MAX_TRIES = 5;
    private static final byte[] PREFIX = SignedPolicy.SIGNED_PREFIX.getBytes(StandardCharsets.UTF_8);

    private final Database database;
    private final PolicyVersions versions;
    private final PolicyParts parts;
    private final InstantSource clock;
    private final PolicyStore store = new PolicyStore();
    private final ReentrantLock one = new ReentrantLock();
    private volatile Optional<Issued> issued = Optional.empty();

    PolicyIssuer(Database database, PolicyVersions versions, PolicyParts parts, InstantSource clock) {
        this.database = database;
        this.versions = versions;
        this.parts = parts;
        this.clock = clock;
    }

    /** A policy of this version or a later one. */
    Issued atLeast(PolicyVersion version) {
        Optional<Issued> ready = ready(version);
        if (ready.isPresent()) {
            return ready.get();
        }
        one.lock();
        try {
            return ready(version).orElseGet(this::issue);
        } finally {
            one.unlock();
        }
    }

    private Optional<Issued> ready(PolicyVersion version) {
        Instant oldest = clock.instant().minus(KEPT);
        return issued.filter(last -> !version.isAfter(last.version()))
                .filter(last -> last.at().isAfter(oldest));
    }

    private Issued issue() {
        Policy policy = database.read(this::assemble);
        byte[] json = Json.bytes(policy);
        SigningKey key = parts.key().get();
        SignedPolicy signed = new SignedPolicy(base64(json), base64(key.sign(concat(PREFIX, json))), key.chain());
        Issued next = new Issued(policy.version(), policy.issuedAt(), signed);
        issued = Optional.of(next);
        return next;
    }

    /** What is read while a change commits may be of both sides of it: then it is read again. */
    private Policy assemble(DbExecute execute) {
        for (int tried = 1; ; tried++) {
            PolicyVersion before = versions.current(execute);
            Policy policy = policy(execute, before);
            if (tried == MAX_TRIES || versions.current(execute).equals(before)) {
                return policy;
            }
        }
    }

    private Policy policy(DbExecute execute, PolicyVersion version) {
        Instant now = clock.instant();
        return new Policy(
                version,
                now,
                parts.grace().toSeconds(),
                parts.authorities().apply(execute),
                parts.sealing().apply(execute),
                parts.contentKey(),
                store.sites(execute),
                store.clients(execute, now),
                parts.listener().apply(execute));
    }

    private static byte[] concat(byte[] first, byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** A policy, signed. */
    record Issued(PolicyVersion version, Instant at, SignedPolicy signed) {}
}
