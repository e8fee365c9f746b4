package org.messagebroker.admin.deadletter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.messagebroker.admin.deadletter.LetterSweep.Reached;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Refusal;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterResult;
import org.messagebroker.api.MessageId;

class LetterSweepTest {

    private static final int LETTERS = 5;
    private static final int PIECE = 2;

    private final List<Integer> met = new ArrayList<>();

    @Test
    void meetsEachOnceAlthoughTheServerLeavesSomeAsTheyAre() {
        LetterSweep sweep = new LetterSweep(after -> piece(after, 0));

        assertEquals(new Reached(Optional.empty(), LETTERS, 0, true), whole(sweep));
        assertEquals(IntStream.range(0, LETTERS).boxed().toList(), met);
    }

    @Test
    void tellsHowFarItIsAfterEachPiece() {
        LetterSweep sweep = new LetterSweep(after -> piece(after, 1));

        Reached first = given(sweep.next(Reached.NOTHING_YET));
        assertEquals(new Reached(Optional.of("2"), 2, 1, false), first);
        assertEquals(1, first.left());
        assertEquals(4, given(sweep.next(first)).seen());
    }

    @Test
    void isOverWhereNothingFits() {
        LetterSweep sweep = new LetterSweep(
                after -> new Answer.Given<>(new DeadLetterResult(0, 0, List.of(), false, Optional.empty())));

        assertEquals(new Reached(Optional.empty(), 0, 0, true), whole(sweep));
    }

    @Test
    void passesOnWhyTheServerDoesNotGoOn() {
        Refusal why = new Refusal("authorization_error", "You may not.");

        assertEquals(
                new Answer.Refused<>(why),
                new LetterSweep(after -> new Answer.Refused<>(why)).next(Reached.NOTHING_YET));
        assertEquals(
                new Answer.Unavailable<>(),
                new LetterSweep(after -> new Answer.Unavailable<>()).next(Reached.NOTHING_YET));
        assertFalse(Reached.NOTHING_YET.isOver());
    }

    /** @param done with how many of each piece it is done, at most */
    private Answer<DeadLetterResult> piece(Optional<String> after, int done) {
        int from = after.map(Integer::parseInt).orElse(0);
        int to = Math.min(from + PIECE, LETTERS);
        IntStream.range(from, to).forEach(met::add);
        int changed = Math.min(done, to - from);
        List<DeadLetterResult.Refusal> left = IntStream.range(from + changed, to)
                .mapToObj(each -> new DeadLetterResult.Refusal(
                        MessageId.create(InstantSource.system()), new ClientId("shop-1"), "It is stored already."))
                .toList();
        Optional<String> next = to < LETTERS ? Optional.of(String.valueOf(to)) : Optional.empty();
        return new Answer.Given<>(new DeadLetterResult(LETTERS - from, changed, left, next.isPresent(), next));
    }

    private static Reached whole(LetterSweep sweep) {
        Reached reached = Reached.NOTHING_YET;
        while (!reached.isOver()) {
            reached = given(sweep.next(reached));
        }
        return reached;
    }

    private static Reached given(Answer<Reached> answer) {
        return answer instanceof Answer.Given<Reached>(Reached reached) ? reached : Reached.NOTHING_YET;
    }
}
