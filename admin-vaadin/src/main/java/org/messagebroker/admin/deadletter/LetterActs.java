package org.messagebroker.admin.deadletter;

import com.vaadin.flow.component.UI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Confirm;
import org.messagebroker.admin.page.LongWork;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.DeadLetterClient;
import org.messagebroker.admin.server.DeadLetterFilter;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.DeadLetterOrder;
import org.messagebroker.api.DeadLetterResult;
import org.messagebroker.api.DeadLetterView;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Permission;

/** What a person can do with messages that were given up, and whether he may. Everything is confirmed first. */
public record LetterActs(DeadLetterClient letters, PortalSession session) {

    /** What it takes to decide on messages. */
    public static final Set<Permission> DECIDING = Set.of(Permission.MESSAGE_READ_ALL, Permission.MESSAGE_REQUEUE);

    /** What is done. */
    public enum Act {
        REQUEUE,
        DISCARD
    }

    Answer<DeadLetterView> letter(MessageId id, boolean text) {
        return letters.deadLetter(session, id, text);
    }

    /** Does it with some. */
    public void some(Act act, List<MessageId> ids, Runnable done) {
        confirm(act, ids.size(), () -> send(act, ids), result -> {
            tell(Optional.empty(), result.done(), result.refused().size());
            done.run();
        });
    }

    /**
     * Does it with all that fit, after the person was told how many they are: a piece at a time, so that he sees how far it is
     * and can stop it. What is given up after the count stays: he has not agreed to that.
     *
     * @param done called when it has ended, also when it was stopped
     */
    void all(Act act, DeadLetterFilter filter, int page, Runnable done) {
        DeadLetterOrder.Filter seen = filter.givenUpBefore(Instant.now());
        Outcome.take(
                send(act, DeadLetterOrder.count(seen)),
                fitting -> confirm(
                        act,
                        fitting.matched(),
                        () -> new Answer.Given<>(fitting.matched()),
                        total -> sweep(act, seen, page, total, done)));
    }

    private void sweep(Act act, DeadLetterOrder.Filter filter, int page, long total, Runnable done) {
        LetterSweep sweep = new LetterSweep(after ->
                send(act, DeadLetterOrder.piece(filter, after, Math.min(page, LetterSweep.LARGEST_PIECE))));
        new LongWork<LetterSweep.Reached>(words(act) + ".running", total, sweep::next, reached -> {
                    tell(Optional.of(total).filter(all -> !reached.isOver()), reached.done(), reached.left());
                    done.run();
                })
                .begin(LetterSweep.Reached.NOTHING_YET);
    }

    private static <T> void confirm(Act act, long count, Supplier<Answer<T>> send, Consumer<T> done) {
        Confirm.ask(words(act), send, done, Formats.of(UI.getCurrentOrThrow()).number(count));
    }

    private static String words(Act act) {
        return switch (act) {
            case REQUEUE -> "deadletters.requeue";
            case DISCARD -> "deadletters.discard";
        };
    }

    private Answer<DeadLetterResult> send(Act act, List<MessageId> ids) {
        return send(act, DeadLetterOrder.of(ids));
    }

    private Answer<DeadLetterResult> send(Act act, DeadLetterOrder order) {
        return switch (act) {
            case REQUEUE -> letters.requeue(session, order);
            case DISCARD -> letters.discard(session, order);
        };
    }

    /** @param stopped of how many, when it ended before all were met */
    private static void tell(Optional<Long> stopped, long done, long left) {
        UI ui = UI.getCurrentOrThrow();
        Formats formats = Formats.of(ui);
        String whole = left == 0
                ? ui.getTranslation("deadletters.done", formats.number(done))
                : ui.getTranslation("deadletters.partly", formats.number(done), formats.number(left));
        Outcome.done(
                stopped.map(all -> ui.getTranslation("deadletters.stopped", formats.number(done), formats.number(all)))
                        .orElse(whole));
    }
}
