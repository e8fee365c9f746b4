package org.messagebroker.server.client;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.ApiKeyView;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.NewApiKey;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.json.Json;

/** The rows of API keys. Every method leaves the commit to its caller. */
final class ApiKeyStore {

    static final String ACTIVE = "active";

    private static final String OF_CLIENT = """
            SELECT key_id, client_id, addresses, state, not_after, created_at, revoked_at FROM api_keys
            WHERE client_id = :client ORDER BY created_at, key_id""";
    private static final String ADD = """
            INSERT INTO api_keys (key_id, client_id, key_hash, addresses, state, not_after, created_at)
            VALUES (:key, :client, :hash, :addresses, 'active', :end, :now)""";

    List<ApiKeyView> ofClient(DbExecute execute, ClientId client, Instant now) {
        return execute.createNamedQuery("api-keys", OF_CLIENT)
                .addParam("client", client.value())
                .execute()
                .map(row -> view(row, now))
                .toList();
    }

    void add(DbExecute transaction, NewApiKey key, byte[] hash, Instant now) {
        transaction
                .createNamedInsert("api-key-add", ADD)
                .addParam("key", key.keyId())
                .addParam("client", key.clientId().value())
                .addParam("hash", hash)
                .addParam("addresses", new String(Json.bytes(key.addresses()), StandardCharsets.UTF_8))
                .addParam("end", (Object) key.expiresAt().map(Rows::time).orElse(null))
                .addParam("now", Rows.time(now))
                .execute();
    }

    void end(DbExecute transaction, String keyId, Instant end) {
        transaction
                .createNamedUpdate("api-key-end", "UPDATE api_keys SET not_after = :end WHERE key_id = :key")
                .addParam("end", Rows.time(end))
                .addParam("key", keyId)
                .execute();
    }

    void revoke(DbExecute transaction, String keyId, Instant now) {
        transaction
                .createNamedUpdate(
                        "api-key-revoke",
                        "UPDATE api_keys SET state = 'revoked', revoked_at = :now WHERE key_id = :key")
                .addParam("now", Rows.time(now))
                .addParam("key", keyId)
                .execute();
    }

    private static ApiKeyView view(DbRow row, Instant now) {
        Optional<Instant> end = Rows.optionalTime(row, "not_after");
        String state = row.column("state").getString();
        boolean ended =
                state.equals(ACTIVE) && end.filter(at -> !at.isAfter(now)).isPresent();
        return new ApiKeyView(
                row.column("key_id").getString(),
                new ClientId(row.column("client_id").getString()),
                ended ? "ended" : state,
                addresses(row.column("addresses").getString()),
                Rows.time(row, "created_at"),
                end,
                Rows.optionalTime(row, "revoked_at"));
    }

    private static List<String> addresses(String json) {
        return List.of(Json.parse(json.getBytes(StandardCharsets.UTF_8), String[].class));
    }
}
