package org.messagebroker.admin.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.MessageFilter;
import org.messagebroker.admin.server.MessageQuery;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.MessageView;

class MessageListTest {

    private static final int PIECE = 10;
    private static final Instant BEGIN = Instant.parse("2026-11-23T20:00:00Z");

    private final List<MessageView> stored = new ArrayList<>();
    private final List<MessageQuery> asked = new ArrayList<>();
    private Optional<Answer<List<MessageView>>> trouble = Optional.empty();
    private final MessageList list = new MessageList(this::answer, PIECE);

    @Test
    void loadsOnePieceAtFirst() {
        store(25);
        assertInstanceOf(MessageList.Look.Changed.class, list.look());
        assertEquals(newest(0, 10), list.rows(0, 10));
        assertEquals(1, asked.size());
    }

    @Test
    void fetchesOlderPiecesAfterTheLastMessageKnown() {
        store(25);
        list.look();
        assertEquals(newest(5, 20), list.rows(5, 15));
        assertEquals(newest(20, 25), list.rows(20, 10));
        assertEquals(
                Optional.of(newest(9, 10).getFirst().messageId()), asked.get(1).after());
    }

    @Test
    void asksNoMoreWhenTheEndIsKnown() {
        store(25);
        list.look();
        list.rows(0, 50);
        int calls = asked.size();
        list.rows(0, 50);
        assertEquals(calls, asked.size());
    }

    @Test
    void pointsOutWhatIsNewButNotAtFirst() {
        store(3);
        assertEquals(new MessageList.Look.Changed(Set.of()), list.look());
        MessageId added = store(1);
        assertEquals(new MessageList.Look.Changed(Set.of(added)), list.look());
        assertEquals(newest(0, 4), list.rows(0, 10));
    }

    @Test
    void looksWithoutReadingTextsWhenNothingIsNew() {
        list.filter(MessageFilter.ALL, true);
        store(3);
        list.look();
        assertInstanceOf(MessageList.Look.Unchanged.class, list.look());
        assertEquals(
                List.of(true, false), asked.stream().map(MessageQuery::bodies).toList());
    }

    @Test
    void readsNoTextThatNobodyHasAskedFor() {
        store(3);
        list.look();
        store(1);
        list.look();
        assertEquals(
                List.of(false, false), asked.stream().map(MessageQuery::bodies).toList());
    }

    @Test
    void noticesAnotherStatus() {
        store(3);
        list.look();
        stored.set(1, message(1, MessageStatus.FAILED));
        assertEquals(new MessageList.Look.Changed(Set.of()), list.look());
        assertEquals(MessageStatus.FAILED, list.rows(1, 1).getFirst().status());
    }

    @Test
    void keepsOlderPiecesWhenNewMessagesArrive() {
        store(25);
        list.look();
        list.rows(0, 25);
        store(2);
        list.look();
        int calls = asked.size();
        assertEquals(newest(0, 27), list.rows(0, 27));
        assertEquals(calls, asked.size());
    }

    @Test
    void beginsAnewWhenMoreArrivedThanOnePiece() {
        store(12);
        list.look();
        store(30);
        list.look();
        assertEquals(newest(0, 42), list.rows(0, 50));
    }

    @Test
    void showsOnlyTheStatusAskedFor() {
        store(3);
        stored.set(1, message(1, MessageStatus.FAILED));
        list.look();
        list.filter(of(MessageStatus.FAILED), false);
        assertTrue(list.isEmpty());
        list.look();
        assertEquals(List.of(message(1, MessageStatus.FAILED)), list.rows(0, 10));
    }

    @Test
    void keepsWhatItHasWhileTheServerIsAway() {
        store(3);
        list.look();
        trouble = Optional.of(new Answer.Unavailable<>());
        assertInstanceOf(MessageList.Look.Unavailable.class, list.look());
        assertEquals(newest(0, 3), list.rows(0, 10));
    }

    @Test
    void tellsThatTheSessionHasEnded() {
        trouble = Optional.of(new Answer.SessionEnded<>());
        assertInstanceOf(MessageList.Look.SessionEnded.class, list.look());
    }

    private Answer<List<MessageView>> answer(MessageQuery query) {
        asked.add(query);
        return trouble.orElseGet(() -> new Answer.Given<>(stored.stream()
                .sorted(Comparator.comparing(MessageView::messageId).reversed())
                .filter(message ->
                        query.filter().status().map(message.status()::equals).orElse(true))
                .filter(message -> query.after()
                        .map(last -> message.messageId().compareTo(last) < 0)
                        .orElse(true))
                .limit(query.limit())
                .toList()));
    }

    private static MessageFilter of(MessageStatus status) {
        return new MessageFilter(
                Optional.of(status),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Stores more messages and names the last. */
    private MessageId store(int count) {
        int begin = stored.size();
        for (int i = begin; i < begin + count; i++) {
            stored.add(message(i, MessageStatus.DELIVERED));
        }
        return stored.getLast().messageId();
    }

    private List<MessageView> newest(int from, int to) {
        return stored.reversed().subList(from, to);
    }

    private static MessageView message(int number, MessageStatus status) {
        Instant time = BEGIN.plusSeconds(number);
        MessageId id = MessageId.parse("%08x-%04x-7000-8000-%012x"
                        .formatted(time.toEpochMilli() >> 16, time.toEpochMilli() & 0xFFFF, number))
                .orElseThrow();
        return new MessageView(
                id.value(),
                id,
                new ClientId("alpha"),
                Optional.of("+98******4567"),
                Optional.of("text " + number),
                status,
                0,
                time,
                time,
                Optional.of(time));
    }
}
