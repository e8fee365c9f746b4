package org.messagebroker.server.message;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.messagebroker.api.DeliverRequest;
import org.messagebroker.api.DeliverRequest.Delivery;
import org.messagebroker.api.DeliverResponse;
import org.messagebroker.api.DeliverResponse.Outcome;
import org.messagebroker.api.DeliverResponse.Result;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageAttempt;
import org.messagebroker.api.MessageId;
import org.messagebroker.server.crypto.KeysInUse;
import org.messagebroker.server.database.DatabaseUnavailableException;
import org.messagebroker.server.database.RefusedDataException;
import org.messagebroker.server.message.AttemptStore.Attempt;
import org.messagebroker.server.message.MessageStore.Stored;
import org.messagebroker.server.message.PayloadReader.Payload;
import org.messagebroker.server.testmessage.Arrival;
import org.messagebroker.server.testmessage.TestMessages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes batches from workers. Each message is judged by itself before the transaction, so that a bad one is refused
 * alone; the good ones are stored in one transaction and the answer is made after its commit. Thread-safe.
 */
final class DeliverService {

    private static final Logger LOG = LoggerFactory.getLogger(DeliverService.class);

    private final MessageStore store;
    private final MessageSealer sealer;
    private final MessageCounters counters;
    private final InstantSource clock;
    private final PayloadReader payloads;
    private final DeadLetterStore deadLetters;
    private final TestMessages tests;

    DeliverService(
            MessageStore store,
            PayloadReader payloads,
            MessageSealer sealer,
            DeadLetterStore deadLetters,
            TestMessages tests,
            MessageCounters counters,
            InstantSource clock) {
        this.store = store;
        this.deadLetters = deadLetters;
        this.tests = tests;
        this.payloads = payloads;
        this.sealer = sealer;
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * One result for each message, in the order of the request.
     *
     * @param worker who brings them
     */
    DeliverResponse deliver(DeliverRequest request, String worker) {
        return sealer.sealing(keys -> deliver(request, worker, keys));
    }

    private DeliverResponse deliver(DeliverRequest request, String worker, KeysInUse keys) {
        Instant now = clock.instant();
        SortedMap<MessageId, SealedMessage> good = new TreeMap<>();
        List<Judged> judged = new ArrayList<>();
        Set<MessageId> requeued = requeued(request);
        for (Delivery delivery : request.messages()) {
            judged.add(judge(delivery, worker, requeued, good, now));
        }
        Map<MessageId, Stored> stored = store(good, keys);
        counters.delivered(stored.values());
        List<Result> results = results(judged, stored);
        keepPutOff(request.messages(), results, now);
        return new DeliverResponse(results);
    }

    /** For people who look at a message that does not arrive: a test is nobody's. What is delivered does not depend on it. */
    private void keepPutOff(List<Delivery> deliveries, List<Result> results, Instant now) {
        List<Attempt> putOff = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i).outcome() == Outcome.RETRY_LATER
                    && !deliveries.get(i).envelope().carriesTest()) {
                putOff.add(attempt(deliveries.get(i), results.get(i), now));
            }
        }
        try {
            store.attempted(putOff);
        } catch (RuntimeException failed) {
            LOG.warn("What became of {} attempts is not kept: {}", putOff.size(), failed.getMessage(), failed);
        }
    }

    private static Attempt attempt(Delivery delivery, Result result, Instant now) {
        return new Attempt(
                result.messageId(),
                delivery.envelope().clientId(),
                delivery.requeueEpoch(),
                Math.max(0, delivery.attemptCount()) + 1,
                now,
                MessageAttempt.Outcome.RETRY_LATER,
                result.reason().orElse(""));
    }

    /** Those that an administrator has put back: they have a row, so that their age does not matter. */
    private Set<MessageId> requeued(DeliverRequest request) {
        return deadLetters.requeued(request.messages().stream()
                .filter(delivery -> delivery.requeueEpoch() > 0)
                .map(delivery -> delivery.envelope().messageId())
                .toList());
    }

    /** A row that the database refuses must not hold up the others: then each is stored by itself. */
    private Map<MessageId, Stored> store(SortedMap<MessageId, SealedMessage> good, KeysInUse keys) {
        try {
            return store.deliver(good, keys);
        } catch (RefusedDataException refused) {
            Map<MessageId, Stored> stored = new HashMap<>();
            good.values()
                    .forEach(message ->
                            storeAlone(message, keys).ifPresent(each -> stored.put(message.messageId(), each)));
            return stored;
        }
    }

    private Optional<Stored> storeAlone(SealedMessage message, KeysInUse keys) {
        try {
            return Optional.ofNullable(store.deliver(new TreeMap<>(Map.of(message.messageId(), message)), keys)
                    .get(message.messageId()));
        } catch (RefusedDataException refused) {
            LOG.error("The database refuses message {}; it stays queued", message.messageId(), refused);
            return Optional.empty();
        }
    }

    private Judged judge(
            Delivery delivery,
            String worker,
            Set<MessageId> requeued,
            SortedMap<MessageId, SealedMessage> good,
            Instant now) {
        Envelope envelope = delivery.envelope();
        Optional<IdWindow.Fault> fault = IdWindow.DEFAULT
                .fault(envelope.messageId(), now)
                .or(() -> IdWindow.DEFAULT.fault("the time it was accepted", envelope.acceptedAt(), now))
                .filter(_ -> !requeued.contains(envelope.messageId()));
        if (fault.isPresent() && !envelope.carriesTest()) {
            return outside(envelope, fault.get());
        }
        try {
            return opened(delivery, worker, fault.map(IdWindow.Fault::reason), good);
        } catch (DatabaseUnavailableException unavailable) {
            throw unavailable;
        } catch (RuntimeException failure) {
            LOG.error("The server fails on message {}", envelope.messageId(), failure);
            return refused(envelope, Outcome.RETRY_LATER, "the server fails on it; its log says more");
        }
    }

    /** Nothing is given up for a clock that is ahead: its message is tried again until its time has come. */
    private static Judged outside(Envelope envelope, IdWindow.Fault fault) {
        return switch (fault) {
            case IdWindow.Fault.Late(String reason) -> refused(envelope, Outcome.REJECTED, reason);
            case IdWindow.Fault.Early(String reason) -> refused(envelope, Outcome.RETRY_LATER, reason);
        };
    }

    private Judged opened(
            Delivery delivery, String worker, Optional<String> fault, SortedMap<MessageId, SealedMessage> good) {
        Envelope envelope = delivery.envelope();
        return switch (payloads.read(envelope)) {
            case Payload.Invalid(String reason) -> refused(envelope, Outcome.REJECTED, reason);
            case Payload.Forged(String reason) -> forged(envelope, reason);
            case Payload.Unknown(String reason) -> refused(envelope, Outcome.RETRY_LATER, reason);
            case Payload.Test(UUID test, String proxy) ->
                arrived(new Arrival(proxy, test, envelope.messageId(), envelope.acceptedAt(), worker), fault, envelope);
            case Payload.Content(var content) ->
                accepted(sealer.seal(envelope, delivery.attemptCount(), content), envelope, good);
        };
    }

    private static Judged accepted(SealedMessage message, Envelope envelope, SortedMap<MessageId, SealedMessage> good) {
        SealedMessage first = good.computeIfAbsent(message.messageId(), id -> message);
        return new Judged(
                envelope,
                first.clientId().equals(message.clientId()) ? Optional.empty() : Optional.of(otherClient(envelope)));
    }

    /**
     * Noted and not stored, so that it is in no list and no count. One that nobody waits for is let go of likewise, and one
     * that a client's message in its place would not have been stored for, because the proxy's clock is wrong for instance.
     */
    private Judged arrived(Arrival test, Optional<String> fault, Envelope envelope) {
        fault.ifPresent(reason -> tests.refused(test, reason));
        Outcome outcome = fault.isEmpty() && tests.delivered(test) ? Outcome.STORED : Outcome.DUPLICATE;
        return new Judged(envelope, Optional.of(new Result(envelope.messageId(), outcome, Optional.empty())));
    }

    /** Somebody writes into the queue who is no proxy, or a proxy's key is in other hands. */
    private Judged forged(Envelope envelope, String reason) {
        LOG.error("Somebody has put a message into the queue that no proxy has sealed");
        counters.forged();
        return refused(envelope, Outcome.REJECTED, reason);
    }

    private static Judged refused(Envelope envelope, Outcome outcome, String reason) {
        LOG.warn("Message {} of {} is not stored ({}): {}", envelope.messageId(), envelope.clientId(), outcome, reason);
        return new Judged(envelope, Optional.of(new Result(envelope.messageId(), outcome, Optional.of(reason))));
    }

    private static List<Result> results(List<Judged> judged, Map<MessageId, Stored> stored) {
        Set<MessageId> answered = new HashSet<>();
        return judged.stream()
                .map(one -> one.result().orElseGet(() -> result(one.envelope(), stored, answered)))
                .toList();
    }

    /** An id that stands twice in a batch was stored by its first appearance. */
    private static Result result(Envelope envelope, Map<MessageId, Stored> stored, Set<MessageId> answered) {
        MessageId id = envelope.messageId();
        if (!answered.add(id)) {
            return new Result(id, Outcome.DUPLICATE, Optional.empty());
        }
        return Optional.ofNullable(stored.get(id))
                .map(outcome -> result(envelope, outcome))
                .orElseGet(() -> new Result(
                        id, Outcome.RETRY_LATER, Optional.of("the database refuses it; the server's log says more")));
    }

    private static Result result(Envelope envelope, Stored stored) {
        MessageId id = envelope.messageId();
        return switch (stored) {
            case NEW, UPGRADED -> new Result(id, Outcome.STORED, Optional.empty());
            // Told as stored before, so that the worker lets go of it: see docs/decisions/2026-11-25-storage.md.
            case DUPLICATE, EXPIRED -> new Result(id, Outcome.DUPLICATE, Optional.empty());
            case OTHER_CLIENT -> otherClient(envelope);
        };
    }

    private static Result otherClient(Envelope envelope) {
        LOG.error(
                "Message {} came from {}, but this id belongs to another client's message; it is refused",
                envelope.messageId(),
                envelope.clientId());
        return new Result(envelope.messageId(), Outcome.REJECTED, Optional.of("its id belongs to another client"));
    }

    /** @param result absent as long as the transaction has yet to say it */
    private record Judged(Envelope envelope, Optional<Result> result) {}
}
