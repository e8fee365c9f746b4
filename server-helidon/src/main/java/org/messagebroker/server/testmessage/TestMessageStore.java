package org.messagebroker.server.testmessage;

import io.helidon.dbclient.DbExecute;
import io.helidon.dbclient.DbRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.TestMessageReport;
import org.messagebroker.server.database.Rows;

/** The rows of test messages, one for each proxy. */
final class TestMessageStore {

    private static final String LOCK_PROXY = "SELECT name FROM proxies WHERE name = :proxy FOR UPDATE";
    private static final String FIND = "SELECT * FROM test_messages WHERE proxy = :proxy";
    private static final String ALL = "SELECT * FROM test_messages WHERE ordered_at > :since";
    private static final String WAITING =
            "SELECT proxy FROM test_messages WHERE fetched_at IS NULL AND ordered_at > :since";
    private static final String FORGET = "DELETE FROM test_messages WHERE proxy = :proxy";
    private static final String ORDER = """
            INSERT INTO test_messages (proxy, test_id, ordered_at, ordered_by) VALUES (:proxy, :test, :now, :person)""";
    private static final String FETCHED = """
            UPDATE test_messages SET fetched_at = :now
            WHERE proxy = :proxy AND fetched_at IS NULL AND ordered_at > :since""";
    private static final String REPORTED = """
            UPDATE test_messages SET reported_at = :now, message_id = COALESCE(:message, message_id),
                accepted_at = COALESCE(:accepted, accepted_at), refusal = :refusal
            WHERE proxy = :proxy AND test_id = :test AND reported_at IS NULL""";
    private static final String REFUSED = """
            UPDATE test_messages SET reported_at = COALESCE(reported_at, :now), message_id = :message, worker = :worker,
                accepted_at = COALESCE(accepted_at, :accepted), refusal = :refusal
            WHERE proxy = :proxy AND test_id = :test AND delivered_at IS NULL""";
    private static final String DELIVERED = """
            UPDATE test_messages SET delivered_at = :now, worker = :worker, message_id = :message,
                accepted_at = COALESCE(accepted_at, :accepted)
            WHERE proxy = :proxy AND test_id = :test AND delivered_at IS NULL""";

    /** Whether there is such a proxy; nobody else orders a test of it until the commit. */
    boolean lockProxy(DbExecute transaction, String proxy) {
        return transaction
                .createNamedGet("test-message-lock", LOCK_PROXY)
                .addParam("proxy", proxy)
                .execute()
                .isPresent();
    }

    Optional<TestMessageRow> find(DbExecute execute, String proxy) {
        return execute.createNamedGet("test-message", FIND)
                .addParam("proxy", proxy)
                .execute()
                .map(TestMessageStore::row);
    }

    List<TestMessageRow> all(DbExecute execute, Instant since) {
        return execute.createNamedQuery("test-messages", ALL)
                .addParam("since", Rows.time(since))
                .execute()
                .map(TestMessageStore::row)
                .toList();
    }

    /** The proxies that have an order to fetch. */
    List<String> waiting(DbExecute execute, Instant since) {
        return execute.createNamedQuery("test-messages-waiting", WAITING)
                .addParam("since", Rows.time(since))
                .execute()
                .map(row -> row.column("proxy").getString())
                .toList();
    }

    /** In place of the last one. */
    void order(DbExecute transaction, String proxy, UUID test, String person, Instant now) {
        transaction
                .createNamedDelete("test-message-forget", FORGET)
                .addParam("proxy", proxy)
                .execute();
        transaction
                .createNamedInsert("test-message-order", ORDER)
                .addParam("proxy", proxy)
                .addParam("test", Rows.bytes(test))
                .addParam("now", Rows.time(now))
                .addParam("person", person)
                .execute();
    }

    /** The test that the proxy has to send, once. */
    Optional<UUID> fetch(DbExecute transaction, String proxy, Instant since, Instant now) {
        long fetched = transaction
                .createNamedUpdate("test-message-fetched", FETCHED)
                .addParam("now", Rows.time(now))
                .addParam("proxy", proxy)
                .addParam("since", Rows.time(since))
                .execute();
        return fetched == 0
                ? Optional.empty()
                : transaction
                        .createNamedGet("test-message-id", FIND)
                        .addParam("proxy", proxy)
                        .execute()
                        .map(row -> Rows.uuid(row, "test_id"));
    }

    void reported(DbExecute execute, String proxy, TestMessageReport report, Instant now) {
        execute.createNamedUpdate("test-message-reported", REPORTED)
                .addParam("now", Rows.time(now))
                .addParam("message", (Object)
                        report.messageId().map(MessageId::bytes).orElse(null))
                .addParam(
                        "accepted", (Object) report.acceptedAt().map(Rows::time).orElse(null))
                .addParam("refusal", (Object) report.refusal().orElse(null))
                .addParam("proxy", proxy)
                .addParam("test", Rows.bytes(report.testId()))
                .execute();
    }

    /** Whether this is the first time. */
    boolean delivered(DbExecute execute, Arrival arrival, Instant now) {
        return execute.createNamedUpdate("test-message-delivered", DELIVERED)
                        .addParam("now", Rows.time(now))
                        .addParam("worker", arrival.worker())
                        .addParam("message", arrival.message().bytes())
                        .addParam("accepted", Rows.time(arrival.acceptedAt()))
                        .addParam("proxy", arrival.proxy())
                        .addParam("test", Rows.bytes(arrival.test()))
                        .execute()
                > 0;
    }

    /** It was brought, and what it is must not be stored. */
    void refused(DbExecute execute, Arrival arrival, String refusal, Instant now) {
        execute.createNamedUpdate("test-message-refused", REFUSED)
                .addParam("now", Rows.time(now))
                .addParam("message", arrival.message().bytes())
                .addParam("worker", arrival.worker())
                .addParam("accepted", Rows.time(arrival.acceptedAt()))
                .addParam("refusal", refusal)
                .addParam("proxy", arrival.proxy())
                .addParam("test", Rows.bytes(arrival.test()))
                .execute();
    }

    private static TestMessageRow row(DbRow row) {
        return new TestMessageRow(
                row.column("proxy").getString(),
                Rows.time(row, "ordered_at"),
                row.column("ordered_by").getString(),
                Rows.optionalTime(row, "fetched_at"),
                Rows.optionalTime(row, "reported_at"),
                Rows.optionalBytes(row, "message_id").map(MessageId::ofBytes),
                Rows.optionalTime(row, "accepted_at"),
                Rows.optionalText(row, "refusal"),
                Rows.optionalTime(row, "delivered_at"),
                Rows.optionalText(row, "worker"));
    }
}
