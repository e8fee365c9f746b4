package org.messagebroker.worker.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.messagebroker.queue.MessageConsumer.Taken;
import org.messagebroker.worker.delivery.Server.GivenUp;

/**
 * What is to be done with each message of a batch. Made by one call, read afterwards.
 *
 * @param stored at the server now or before; to be removed
 * @param waiting to be tried again after the retry interval, with an attempt counted
 * @param givenUp rejected, or without attempts left; to be handed over as dead letters
 * @param refused by themselves; to be tried again after the retry interval
 * @param unanswered about which the server said nothing; to be tried again soon
 */
record Settlement(
        List<Taken> stored, List<Taken> waiting, List<GivenUp> givenUp, List<Taken> refused, List<Taken> unanswered) {

    private Settlement() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    static Settlement of(List<Taken> batch, Handover handover, int maxAttempts) {
        Settlement settlement = new Settlement();
        for (Taken message : batch) {
            Optional.ofNullable(handover.outcomes().get(message.id()))
                    .ifPresentOrElse(
                            outcome -> settlement.settle(message, outcome, maxAttempts),
                            () -> settlement.keep(message, handover));
        }
        return settlement;
    }

    private void keep(Taken message, Handover handover) {
        (handover.refused().containsKey(message.id()) ? refused : unanswered).add(message);
    }

    private void settle(Taken message, Outcome outcome, int maxAttempts) {
        int attempts = message.attempts() + 1;
        switch (outcome) {
            case Outcome.Delivered _, Outcome.Duplicate _ -> stored.add(message);
            case Outcome.Rejected(String reason) ->
                givenUp.add(new GivenUp(message, attempts, true, "rejected: " + reason));
            case Outcome.RetryLater(String reason)
            when attempts >= maxAttempts ->
                givenUp.add(
                        new GivenUp(message, attempts, false, attempts + " attempts are spent; the last: " + reason));
            case Outcome.RetryLater _ -> waiting.add(message);
        }
    }
}
