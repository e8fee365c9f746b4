package org.messagebroker.admin.page;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.messagebroker.admin.server.Answer;

class LiveTest {

    @Test
    void passesOnWhatTheServerAnswers() {
        assertEquals(new Answer.Given<>(7), Live.ask(() -> new Answer.Given<>(7)));
        assertEquals(new Answer.SessionEnded<>(), Live.ask(Answer.SessionEnded::new));
    }

    @Test
    void saysThatNothingIsKnownWhenTheQuestionFails() {
        Answer<Integer> answer = Live.ask(() -> {
            throw new IllegalStateException("a word that this portal does not know");
        });

        assertEquals(new Answer.Unavailable<>(), answer);
    }
}
