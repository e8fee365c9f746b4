package org.messagebroker.proxy.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageState;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.service.Problem;

class MessageStatesTest {

    private static final ClientId SHOP = new ClientId("shop-1");
    private static final MessageId ID = MessageId.create(InstantSource.system());
    private static final Lookup ABSENT = new Lookup.Absent();
    private static final Lookup AWAY = new Lookup.Away();

    @ParameterizedTest
    @CsvSource({
        "queued, queued, queued",
        "processing, queued, processing",
        "queued, processing, processing",
        "processing, delivered, delivered",
        "processing, failed, failed",
        "queued, absent, queued",
        "processing, away, processing",
        "absent, delivered, delivered",
        "away, delivered, delivered",
        "away, failed, failed"
    })
    void tellsTheStateThatIsFurthest(String queue, String server, String told) {
        assertEquals(told, find(lookup(queue), lookup(server)).status().wire());
    }

    @Test
    void prefersTheServersParticularsWhenBothSayTheSame() {
        MessageState inQueue = state(MessageStatus.PROCESSING, 1);
        MessageState atServer = state(MessageStatus.PROCESSING, 2);
        assertEquals(atServer, find(new Lookup.Found(inQueue), new Lookup.Found(atServer)));
    }

    @Test
    void saysNotFoundOnlyWhenBothSidesKnowNothing() {
        assertRefused(ErrorCode.NOT_FOUND, ABSENT, ABSENT);
    }

    @Test
    void cannotTellWhenOneSideIsAwayAndTheOtherKnowsNothing() {
        assertRefused(ErrorCode.SERVICE_UNAVAILABLE, AWAY, ABSENT);
        assertRefused(ErrorCode.SERVICE_UNAVAILABLE, ABSENT, AWAY);
        assertRefused(ErrorCode.SERVICE_UNAVAILABLE, AWAY, AWAY);
    }

    @Test
    void asksForARepeatWhenItCannotTell() {
        assertTrue(assertThrows(Problem.class, () -> find(ABSENT, AWAY))
                .retryAfterSeconds()
                .isPresent());
    }

    @Test
    void answersForAnotherClientsMessageAsForNone() {
        Lookup found = new Lookup.Found(state(MessageStatus.QUEUED, 0));
        MessageStates states = new MessageStates(id -> found, id -> ABSENT);
        Problem others = assertThrows(Problem.class, () -> states.find(ID, new ClientId("shop-2")));
        Problem nobodys = assertThrows(Problem.class, () -> find(ABSENT, ABSENT));
        assertEquals(nobodys.code(), others.code());
        assertEquals(nobodys.told(), others.told());
        assertEquals(nobodys.details(), others.details());
    }

    /** A message leaves the queue after the server's commit: asked the other way round, it could be missed in both. */
    @Test
    void asksTheQueueBeforeTheServer() {
        List<String> asked = new ArrayList<>();
        MessageStates states = new MessageStates(
                id -> {
                    asked.add("queue");
                    return ABSENT;
                },
                id -> {
                    asked.add("server");
                    return new Lookup.Found(state(MessageStatus.DELIVERED, 0));
                });
        assertEquals(MessageStatus.DELIVERED, states.find(ID, SHOP).status());
        assertEquals(List.of("queue", "server"), asked);
    }

    private static void assertRefused(ErrorCode code, Lookup queue, Lookup server) {
        assertEquals(
                code, assertThrows(Problem.class, () -> find(queue, server)).code());
    }

    private static MessageState find(Lookup queue, Lookup server) {
        return new MessageStates(id -> queue, id -> server).find(ID, SHOP);
    }

    private static Lookup lookup(String word) {
        return switch (word) {
            case "absent" -> ABSENT;
            case "away" -> AWAY;
            case "queued" -> new Lookup.Found(state(MessageStatus.QUEUED, 0));
            case "processing" -> new Lookup.Found(state(MessageStatus.PROCESSING, 1));
            case "delivered" -> new Lookup.Found(state(MessageStatus.DELIVERED, 1));
            default -> new Lookup.Found(state(MessageStatus.FAILED, 1));
        };
    }

    private static MessageState state(MessageStatus status, int attempts) {
        return new MessageState(ID, SHOP, status, ID.time(), Optional.empty(), attempts);
    }
}
