package org.messagebroker.server.message;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.DeliverResponse.Outcome;
import org.messagebroker.api.DeliverResponse.Result;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.LoginResponse.UserView;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.Permission;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Role;
import org.messagebroker.sealing.Opener;
import org.messagebroker.sealing.Sealer;
import org.messagebroker.sealing.ServerKeys;
import org.messagebroker.server.TestSigner;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.TestAudit;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.TestKeys;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.TestDatabases;
import org.messagebroker.server.message.MessageSearch.Term;
import org.messagebroker.server.testmessage.TestMessages;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.json.Json;
import org.messagebroker.testing.TestCertificates;
import org.messagebroker.testing.TestDatabase;

/** The message feature on a fresh database, without HTTP. */
final class Messages implements AutoCloseable {

    static final ClientId CLIENT = new ClientId("client-a");
    static final String WORKER = "worker-1";
    static final String NUMBER = "+989121234567";

    private static final byte[] UNSEAL_KEY = new byte[32];
    private static final Issued PROXY = new TestCertificates().issue(Role.PROXY, "proxy-1");
    private static final Sealer SEALER = new Sealer(
            () -> Optional.of(ServerKeys.published(1, UNSEAL_KEY)),
            () -> new TestSigner(PROXY),
            InstantSource.system());

    final TestDatabase testDatabase = TestDatabase.create();
    final Database database;
    final KeyRing keys;
    final MessageStore store;
    final DeliverService deliveries;
    final RegisterService registrations;
    final DeadLetterStore deadLetters;
    final MessageList list;
    private final Metrics metrics = new Metrics();

    Messages(Path directory, int poolSize) {
        InstantSource clock = InstantSource.system();
        database = TestDatabases.open(testDatabase, poolSize);
        keys = TestKeys.create(directory, database);
        MessageSealer sealer = new MessageSealer(keys);
        MessageCounters counters = new MessageCounters(metrics);
        store = new MessageStore(database, clock);
        deliveries = deliveries(keys);
        registrations = new RegisterService(store, counters, clock);
        deadLetters = new DeadLetterStore(database, sealer, clock);
        list = new MessageList(database, sealer, TestAudit.store(), clock);
    }

    /** Deliveries as a server with these keys takes them. */
    DeliverService deliveries(KeyRing ring) {
        return deliveries(ring, InstantSource.system());
    }

    /** The same by this clock. */
    DeliverService deliveries(KeyRing ring, InstantSource clock) {
        PayloadReader payloads = new PayloadReader(new Opener(
                version -> Optional.of(UNSEAL_KEY),
                fingerprint -> new Opener.Standing.Proxy(PROXY.certificate(), Instant.MAX),
                InstantSource.system()));
        return new DeliverService(
                store,
                payloads,
                new MessageSealer(ring),
                new DeadLetterStore(database, new MessageSealer(ring), clock),
                new TestMessages(database, TestAudit.store(), clock),
                new MessageCounters(metrics),
                clock);
    }

    static MessageId newId() {
        return MessageId.create(InstantSource.system());
    }

    static List<MessageId> newIds(int count) {
        return Stream.generate(Messages::newId).limit(count).toList();
    }

    static Envelope envelope(MessageId id, String body) {
        return envelope(id, CLIENT, body);
    }

    static Envelope envelope(MessageId id, ClientId client, String body) {
        byte[] payload = Json.bytes(Map.of("sender_number", NUMBER, "message_body", body));
        return sealed(id, client, payload);
    }

    static Envelope sealed(MessageId id, ClientId client, byte[] content) {
        return SEALER.seal(new Envelope(Envelope.SEALED, id, client, Instant.now(), content))
                .orElseThrow();
    }

    static Envelope withPayload(String payload) {
        return sealed(newId(), CLIENT, payload.getBytes(StandardCharsets.UTF_8));
    }

    static DeliverRequest request(Envelope... envelopes) {
        return new DeliverRequest(Stream.of(envelopes)
                .map(envelope -> new Delivery(envelope, 0, 0))
                .toList());
    }

    static DeliverRequest request(List<MessageId> ids) {
        return request(IntStream.range(0, ids.size())
                .mapToObj(i -> envelope(ids.get(i), "body " + i))
                .toArray(Envelope[]::new));
    }

    Map<MessageId, Outcome> deliver(Envelope... envelopes) {
        return deliveries.deliver(request(envelopes), WORKER).results().stream()
                .collect(Collectors.toMap(Result::messageId, Result::outcome));
    }

    List<MessageView> all(Permission... permissions) {
        return list.read(search(Optional.empty(), new Term.Anything()), caller(permissions));
    }

    static MessageSearch search(Optional<ClientId> client, Term term) {
        return new MessageSearch(
                client.map(List::of),
                Optional.empty(),
                Optional.empty(),
                term,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                1000);
    }

    static Caller caller(Permission... permissions) {
        UserView user = new UserView(
                UUID.randomUUID(),
                "reader@example.org",
                "reader",
                Optional.empty(),
                true,
                Optional.empty(),
                Instant.now(),
                Optional.empty());
        Actor actor = new Actor(Optional.of(user.id()), user.email(), "127.0.0.1", "request");
        return new Caller(user, UUID.randomUUID(), Set.of(permissions), actor);
    }

    @Override
    public void close() {
        database.close();
        testDatabase.close();
        metrics.close();
    }
}
