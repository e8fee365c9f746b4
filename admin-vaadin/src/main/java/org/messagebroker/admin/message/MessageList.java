package org.messagebroker.admin.message;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.MessageFilter;
import org.messagebroker.admin.server.MessageQuery;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.MessageView;

/**
 * The messages of one page, the newest first, fetched piece by piece as the person scrolls: each piece begins after the
 * last message of the one before. Thread-safe; the server is asked outside the lock.
 */
final class MessageList {

    private final Function<MessageQuery, Answer<List<MessageView>>> server;
    private final int pieceSize;
    private Wanted wanted = new Wanted(MessageFilter.ALL, false);
    private List<MessageView> rows = List.of();
    private boolean loaded;
    private boolean complete;
    private int version;

    MessageList(Function<MessageQuery, Answer<List<MessageView>>> server, int pieceSize) {
        this.server = server;
        this.pieceSize = pieceSize;
    }

    /**
     * Shows only the messages that fit; nothing is loaded until the next {@link #look()}.
     *
     * @param bodies whether texts are wanted
     */
    synchronized void filter(MessageFilter filter, boolean bodies) {
        wanted = new Wanted(filter, bodies);
        rows = List.of();
        loaded = false;
        complete = false;
        version++;
    }

    /** Looks whether the server has anything new, and takes it in. */
    Look look() {
        Snapshot before = snapshot();
        MessageQuery query = before.wanted().newest(pieceSize);
        if (!before.loaded()) {
            return look(before, server.apply(query));
        }
        return switch (server.apply(query.withoutBodies())) {
            case Answer.Given<List<MessageView>>(List<MessageView> newest) ->
                isKnown(newest, before.rows()) ? new Look.Unchanged() : look(before, given(query, newest));
            case Answer<List<MessageView>> trouble -> look(before, trouble);
        };
    }

    /** Some of the messages; fetches what is missing. Fewer than asked for when there are no more, or no answer. */
    List<MessageView> rows(int offset, int limit) {
        while (true) {
            Snapshot before = snapshot();
            if (before.rows().size() >= offset + limit || before.isWhole() || !fetchMore(before)) {
                return before.rows().stream().skip(offset).limit(limit).toList();
            }
        }
    }

    /** Whether there is nothing to show. */
    synchronized boolean isEmpty() {
        return rows.isEmpty();
    }

    private boolean fetchMore(Snapshot before) {
        MessageQuery next = before.wanted()
                .newest(pieceSize)
                .following(before.rows().getLast().messageId());
        return server.apply(next) instanceof Answer.Given<List<MessageView>>(List<MessageView> more)
                && append(before, more);
    }

    private Answer<List<MessageView>> given(MessageQuery query, List<MessageView> withoutBodies) {
        return query.bodies() ? server.apply(query) : new Answer.Given<>(withoutBodies);
    }

    private synchronized boolean append(Snapshot before, List<MessageView> more) {
        if (version == before.version()) {
            rows = Stream.concat(rows.stream(), more.stream()).toList();
            complete = more.size() < pieceSize;
            version++;
        }
        return true;
    }

    private Look look(Snapshot before, Answer<List<MessageView>> answer) {
        return switch (answer) {
            case Answer.Given<List<MessageView>>(List<MessageView> newest) -> takeIn(before, newest);
            case Answer.SessionEnded<List<MessageView>> ended -> new Look.SessionEnded();
            case Answer.Refused<List<MessageView>> refused -> new Look.Refused();
            case Answer.Unavailable<List<MessageView>> away -> new Look.Unavailable();
        };
    }

    private synchronized Look takeIn(Snapshot before, List<MessageView> newest) {
        if (!wanted.equals(before.wanted())) {
            return new Look.Unchanged();
        }
        Set<MessageId> known = ids(rows);
        Set<MessageId> fresh = ids(newest);
        List<MessageView> older = rows.stream()
                .filter(row -> newest.isEmpty()
                        || row.messageId().compareTo(newest.getLast().messageId()) < 0)
                .toList();
        boolean joined = newest.stream().anyMatch(row -> known.contains(row.messageId()));
        List<MessageView> all = new ArrayList<>(newest);
        all.addAll(joined ? older : List.of());
        complete = newest.size() < pieceSize || (joined && complete);
        rows = List.copyOf(all);
        fresh.removeAll(before.loaded() ? known : fresh);
        loaded = true;
        version++;
        return new Look.Changed(Set.copyOf(fresh));
    }

    private static Set<MessageId> ids(List<MessageView> messages) {
        return messages.stream().map(MessageView::messageId).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private boolean isKnown(List<MessageView> newest, List<MessageView> shown) {
        List<Sight> now = sights(newest.stream());
        return now.size() < pieceSize
                ? now.equals(sights(shown.stream()))
                : now.equals(sights(shown.stream().limit(pieceSize)));
    }

    private static List<Sight> sights(Stream<MessageView> messages) {
        return messages.map(message -> new Sight(message.messageId(), message.status(), message.attemptCount()))
                .toList();
    }

    private synchronized Snapshot snapshot() {
        return new Snapshot(wanted, rows, loaded, complete, version);
    }

    /** What of a message can change while it is shown. */
    private record Sight(MessageId id, MessageStatus status, int attempts) {}

    /** What is asked for. */
    private record Wanted(MessageFilter filter, boolean bodies) {

        MessageQuery newest(int limit) {
            return MessageQuery.newest(filter, limit, bodies);
        }
    }

    /** The list at one moment. */
    private record Snapshot(Wanted wanted, List<MessageView> rows, boolean loaded, boolean complete, int version) {

        boolean isWhole() {
            return complete || rows.isEmpty();
        }
    }

    /** What a look at the server found. */
    sealed interface Look {

        record Unchanged() implements Look {}

        /**
         * There is something new to show.
         *
         * @param fresh messages that were not there before
         */
        record Changed(Set<MessageId> fresh) implements Look {}

        record SessionEnded() implements Look {}

        record Refused() implements Look {}

        record Unavailable() implements Look {}
    }
}
