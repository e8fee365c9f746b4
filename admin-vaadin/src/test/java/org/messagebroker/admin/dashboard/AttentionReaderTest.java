package org.messagebroker.admin.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.messagebroker.admin.dashboard.Overview.Attention;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.api.AlertPage;
import org.messagebroker.api.DeadLetterPage;
import org.messagebroker.api.Expiring;
import org.messagebroker.api.Permission;

class AttentionReaderTest {

    private static final Supplier<Answer<Expiring>> ENDS = () -> new Answer.Given<>(new Expiring(List.of(), List.of()));
    private static final Supplier<Answer<DeadLetterPage>> DEAD =
            () -> new Answer.Given<>(new DeadLetterPage(List.of(), Optional.of("more")));
    private static final Supplier<Answer<AlertPage>> ALERTS =
            () -> new Answer.Given<>(new AlertPage(List.of(), List.of(), Optional.empty()));

    @Test
    void tellsWhatThePersonMaySee() {
        Attention all = new Attention(Optional.of(0), Optional.of(0), Optional.of(0), true, Optional.of(0));
        assertEquals(
                new Answer.Given<>(all),
                reader(Set.of(Permission.values()), ALERTS).attention());
    }

    @Test
    void asksNothingThatThePersonMayNotSee() {
        Attention nothing = new Attention(Optional.empty(), Optional.empty(), Optional.of(0), true, Optional.empty());
        Supplier<Answer<AlertPage>> never = () -> {
            throw new AssertionError("asked");
        };
        Set<Permission> some = Set.of(Permission.MESSAGE_READ_ALL, Permission.USER_READ);
        assertEquals(new Answer.Given<>(nothing), reader(some, never).attention());
    }

    @Test
    void doesNotTakeAnUnansweredQuestionForNothingToLookAt() {
        assertEquals(
                new Answer.Unavailable<>(),
                reader(Set.of(Permission.values()), Answer.Unavailable::new).attention());
        assertEquals(
                new Answer.SessionEnded<>(),
                reader(Set.of(Permission.values()), Answer.SessionEnded::new).attention());
    }

    private static AttentionReader reader(Set<Permission> permissions, Supplier<Answer<AlertPage>> alerts) {
        return new AttentionReader(() -> permissions, ENDS, DEAD, alerts);
    }
}
