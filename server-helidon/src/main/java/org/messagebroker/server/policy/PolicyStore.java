package org.messagebroker.server.policy;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Policy.ApiKeyPolicy;
import org.messagebroker.api.Policy.ClientPolicy;
import org.messagebroker.api.Policy.KnownCertificate;
import org.messagebroker.api.Policy.SitePolicy;
import org.messagebroker.api.ReplayMode;
import org.messagebroker.server.database.Rows;
import org.messagebroker.service.json.Json;

/** The rows that make up a policy. */
final class PolicyStore {

    /** Expired certificates stay in the policy for a while, so that their owners are told why they are refused. */
    private static final Duration EXPIRED_KEPT = Duration.ofDays(30);

    private static final String CLIENTS =
            "SELECT client_id, state, site, rate_per_minute, replay_mode, grace_seconds FROM clients ORDER BY client_id";
    private static final String CERTIFICATES = """
            SELECT fingerprint, subject_id, state FROM certificates
            WHERE role = 'client' AND not_after > :since ORDER BY fingerprint""";
    private static final String KEYS = """
            SELECT key_id, client_id, key_hash, addresses, not_after FROM api_keys
            WHERE state = 'active' AND (not_after IS NULL OR not_after > :since) ORDER BY key_id""";

    List<SitePolicy> sites(DbExecute execute) {
        return execute.createNamedQuery("policy-sites", "SELECT name, rate_per_minute FROM sites ORDER BY name")
                .execute()
                .map(row -> new SitePolicy(
                        row.column("name").getString(),
                        Rows.optionalNumber(row, "rate_per_minute").map(Math::toIntExact)))
                .toList();
    }

    List<ClientPolicy> clients(DbExecute execute, Instant now) {
        Map<String, List<KnownCertificate>> certificates = certificates(execute, now);
        Map<String, List<ApiKeyPolicy>> keys = keys(execute, now);
        return execute.createNamedQuery("policy-clients", CLIENTS)
                .execute()
                .map(row -> client(row, certificates, keys))
                .toList();
    }

    private static ClientPolicy client(
            DbRow row, Map<String, List<KnownCertificate>> certificates, Map<String, List<ApiKeyPolicy>> keys) {
        String id = row.column("client_id").getString();
        return new ClientPolicy(
                new ClientId(id),
                row.column("site").getString(),
                row.column("state").getString().equals("active"),
                Rows.optionalNumber(row, "rate_per_minute").map(Math::toIntExact),
                ReplayMode.valueOf(row.column("replay_mode").getString().toUpperCase(Locale.ROOT)),
                Rows.optionalNumber(row, "grace_seconds"),
                certificates.getOrDefault(id, List.of()),
                keys.getOrDefault(id, List.of()));
    }

    private static Map<String, List<KnownCertificate>> certificates(DbExecute execute, Instant now) {
        return execute.createNamedQuery("policy-certificates", CERTIFICATES)
                .addParam("since", Rows.time(now.minus(EXPIRED_KEPT)))
                .execute()
                .collect(groupingBy(
                        row -> row.column("subject_id").getString(), mapping(PolicyStore::certificate, toList())));
    }

    private static KnownCertificate certificate(DbRow row) {
        return new KnownCertificate(
                HexFormat.of().formatHex(row.column("fingerprint").get(byte[].class)),
                !row.column("state").getString().equals("active"));
    }

    private static Map<String, List<ApiKeyPolicy>> keys(DbExecute execute, Instant now) {
        return execute.createNamedQuery("policy-keys", KEYS)
                .addParam("since", Rows.time(now.minus(EXPIRED_KEPT)))
                .execute()
                .collect(groupingBy(row -> row.column("client_id").getString(), mapping(PolicyStore::key, toList())));
    }

    private static ApiKeyPolicy key(DbRow row) {
        return new ApiKeyPolicy(
                row.column("key_id").getString(),
                HexFormat.of().formatHex(row.column("key_hash").get(byte[].class)),
                addresses(row.column("addresses").getString()),
                Rows.optionalTime(row, "not_after"));
    }

    private static List<String> addresses(String json) {
        JsonNode list = Json.parse(json.getBytes(StandardCharsets.UTF_8), JsonNode.class);
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::textValue)
                .flatMap(text -> Optional.ofNullable(text).stream())
                .toList();
    }
}
