package org.messagebroker.server.retention;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.database.Rows;

/** The rows of policies. Every method leaves the commit to its caller. */
final class PolicyStore {

    private static final String ALL = """
            SELECT client_id, keep_days, keep_months, changed_at, changed_by FROM retention_policies
            ORDER BY client_id""";
    private static final String PUT = """
            INSERT INTO retention_policies (client_id, keep_days, keep_months, changed_at, changed_by)
            VALUES (:client, :days, :months, :now, :by)
            ON DUPLICATE KEY UPDATE keep_days = :days, keep_months = :months, changed_at = :now, changed_by = :by""";
    private static final String DELETE = "DELETE FROM retention_policies WHERE client_id = :client";
    private static final String KNOWN = "SELECT client_id FROM clients WHERE client_id = :client";

    List<Policy> all(DbExecute execute) {
        return execute.createNamedQuery("retention-policies", ALL)
                .execute()
                .map(PolicyStore::policy)
                .toList();
    }

    void put(DbExecute transaction, Policy policy) {
        transaction
                .createNamedInsert("retention-policy-put", PUT)
                .addParam("client", name(policy.client()))
                .addParam("days", (Object) policy.keep().inDays().orElse(null))
                .addParam("months", (Object) policy.keep().inMonths().orElse(null))
                .addParam("now", Rows.time(policy.changedAt()))
                .addParam("by", policy.changedBy())
                .execute();
    }

    void delete(DbExecute transaction, ClientId client) {
        transaction
                .createNamedDelete("retention-policy-delete", DELETE)
                .addParam("client", client.value())
                .execute();
    }

    boolean isKnown(DbExecute execute, ClientId client) {
        return execute.createNamedGet("retention-client", KNOWN)
                .addParam("client", client.value())
                .execute()
                .isPresent();
    }

    private static Policy policy(DbRow row) {
        return new Policy(
                Optional.of(row.column("client_id").getString())
                        .filter(name -> !name.isEmpty())
                        .map(ClientId::new),
                Keep.of(
                        Rows.optionalNumber(row, "keep_days").map(Math::toIntExact),
                        Rows.optionalNumber(row, "keep_months").map(Math::toIntExact)),
                Rows.time(row, "changed_at"),
                row.column("changed_by").getString());
    }

    private static String name(Optional<ClientId> client) {
        return client.map(ClientId::value).orElse("");
    }

    /**
     * What somebody has decided.
     *
     * @param client empty for the usual policy
     */
    record Policy(Optional<ClientId> client, Keep keep, Instant changedAt, String changedBy) {}
}
