package org.messagebroker.worker.delivery;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.api.MessageId;

/**
 * What the server said of a batch: in one call or, when it refused that as a whole, in a call for each message, so that a
 * message it cannot take holds up no other. See docs/decisions/2026-11-23-refused-batches.md.
 *
 * @param outcomes of the messages for which it answered
 * @param refused the messages that it refused by themselves, and how
 * @param failure why it was not asked about the rest, or did not answer
 */
record Handover(Map<MessageId, Outcome> outcomes, Map<MessageId, String> refused, Optional<String> failure) {

    /** When so many are refused and none is taken, the server refuses everything: the others are not tried. */
    static final int REFUSALS_TO_STOP = 3;

    Handover {
        outcomes = Map.copyOf(outcomes);
        refused = Map.copyOf(refused);
    }

    /** Makes the calls. */
    static <M> Handover of(List<M> batch, Function<M, MessageId> id, Function<List<M>, CallResult> call) {
        return switch (call.apply(batch)) {
            case CallResult.Answered(var outcomes) -> new Handover(outcomes, Map.of(), Optional.empty());
            case CallResult.Failed(String reason) -> new Handover(Map.of(), Map.of(), Optional.of(reason));
            case CallResult.Refused _ when batch.size() > 1 -> oneByOne(batch, id, call);
            case CallResult.Refused(String reason) ->
                new Handover(Map.of(), Map.of(id.apply(batch.getFirst()), reason), Optional.empty());
        };
    }

    private static <M> Handover oneByOne(List<M> batch, Function<M, MessageId> id, Function<List<M>, CallResult> call) {
        Map<MessageId, Outcome> outcomes = new HashMap<>();
        Map<MessageId, String> refused = new HashMap<>();
        for (M message : batch) {
            Handover one = of(List.of(message), id, call);
            outcomes.putAll(one.outcomes);
            refused.putAll(one.refused);
            if (one.failure.isPresent()) {
                return new Handover(outcomes, refused, one.failure);
            }
            if (outcomes.isEmpty() && refused.size() == REFUSALS_TO_STOP) {
                return new Handover(outcomes, refused, Optional.of("it refuses every message"));
            }
        }
        return new Handover(outcomes, refused, Optional.empty());
    }
}
