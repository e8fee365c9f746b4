package org.messagebroker.server.client;

import io.helidon.dbclient.DbExecute;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ApiKeyOrder;
import org.messagebroker.api.ApiKeyView;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.NewApiKey;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry.Detail;
import org.messagebroker.server.ledger.LedgerEntry.Kind;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.service.Problem;
import org.messagebroker.service.address.Network;

/**
 * API keys, for proxies that run without client certificates. A key is shown once; kept is the SHA-256 of its 256 random
 * bits, where there is nothing to guess. Thread-safe.
 */
final class ApiKeyService {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 8;
    private static final int MOST_ADDRESSES = 50;

    private final Database database;
    private final ClientStore clients = new ClientStore();
    private final ApiKeyStore store = new ApiKeyStore();
    private final PolicyVersions versions;
    private final Ledger ledger;
    private final AuditStore audit;
    private final InstantSource clock;

    ApiKeyService(Database database, PolicyVersions versions, Ledger ledger, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.versions = versions;
        this.ledger = ledger;
        this.audit = audit;
        this.clock = clock;
    }

    List<ApiKeyView> list(ClientId client) {
        return database.read(execute -> store.ofClient(execute, client, clock.instant()));
    }

    NewApiKey create(ClientId client, ApiKeyOrder order, Actor actor) {
        List<String> addresses = addresses(order);
        if (order.expiresAt().filter(end -> !end.isAfter(clock.instant())).isPresent()) {
            throw Problem.invalidField("expires_at", "must be in the future.");
        }
        return database.transaction(transaction -> {
            if (clients.lock(transaction, client).isEmpty()) {
                throw ClientService.unknown();
            }
            NewApiKey made = add(transaction, client, addresses, order.expiresAt());
            return recorded(transaction, actor, "api_key.create", made.keyId(), client, made);
        });
    }

    /** A new key for the same addresses; the old one ends after the overlap. */
    NewApiKey rotate(ClientId client, String keyId, Duration overlap, Actor actor) {
        return database.transaction(transaction -> {
            ApiKeyView old = active(transaction, client, keyId);
            Instant end = clock.instant().plus(overlap);
            if (old.expiresAt().filter(already -> already.isBefore(end)).isEmpty()) {
                store.end(transaction, keyId, end);
                ledger.append(
                        Kind.API_KEY_REVOKED,
                        keyId,
                        Map.of(Detail.CLIENT_ID, client.value(), Detail.NOT_AFTER, end.toString()));
            }
            NewApiKey made = add(transaction, client, old.addresses(), Optional.empty());
            return recorded(transaction, actor, "api_key.rotate", keyId, client, made);
        });
    }

    void revoke(ClientId client, String keyId, Actor actor) {
        database.transaction(transaction -> {
            ApiKeyView key = active(transaction, client, keyId);
            store.revoke(transaction, keyId, clock.instant());
            ledger.append(Kind.API_KEY_REVOKED, keyId, Map.of(Detail.CLIENT_ID, client.value()));
            return recorded(transaction, actor, "api_key.revoke", keyId, client, key);
        });
    }

    private ApiKeyView active(DbExecute transaction, ClientId client, String keyId) {
        return store.ofClient(transaction, client, clock.instant()).stream()
                .filter(key -> key.keyId().equals(keyId) && key.state().equals(ApiKeyStore.ACTIVE))
                .findFirst()
                .orElseThrow(
                        () -> Problem.of(ErrorCode.NOT_FOUND, "This client has no key of this id that is still good."));
    }

    private NewApiKey add(DbExecute transaction, ClientId client, List<String> addresses, Optional<Instant> end) {
        String keyId = HexFormat.of().formatHex(random(ID_BYTES));
        String key =
                "mbk_" + keyId + "_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random(SECRET_BYTES));
        NewApiKey made = new NewApiKey(keyId, client, key, addresses, end);
        store.add(transaction, made, sha256(key), clock.instant());
        return made;
    }

    private <T> T recorded(DbExecute transaction, Actor actor, String action, String keyId, ClientId client, T result) {
        audit.add(transaction, new AuditEntry(actor, action, keyId, Map.of("client_id", client.value())));
        versions.advance(transaction);
        return result;
    }

    private static List<String> addresses(ApiKeyOrder order) {
        if (order.addresses().isEmpty() || order.addresses().size() > MOST_ADDRESSES) {
            throw Problem.invalidField(
                    "addresses", "must name 1 to " + MOST_ADDRESSES + " addresses or networks such as 10.0.0.0/8.");
        }
        return order.addresses().stream().map(ApiKeyService::address).toList();
    }

    private static String address(String text) {
        try {
            Network.parse(text);
            return text.strip();
        } catch (IllegalArgumentException malformed) {
            throw Problem.invalidField("addresses", "are not right: " + malformed.getMessage() + ".");
        }
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    private static byte[] sha256(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("SHA-256 is missing from this JDK", impossible);
        }
    }
}
