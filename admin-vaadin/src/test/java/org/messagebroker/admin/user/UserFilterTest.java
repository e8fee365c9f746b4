package org.messagebroker.admin.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.server.UserQuery;
import org.messagebroker.api.AccountView;

class UserFilterTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    @Test
    void looksForNothingByItself() {
        assertFalse(UserFilter.NONE.isSet());
        assertEquals(
                new UserQuery(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                UserFilter.NONE.query());
    }

    @Test
    void readsTheAddress() {
        UserFilter filter = UserFilter.of(new Asked(Map.of("search", "sara", "role", "auditor", "state", "disabled")));

        assertTrue(filter.isSet());
        assertEquals(
                new UserQuery(Optional.of("sara"), Optional.of("auditor"), Optional.of(false), Optional.empty()),
                filter.query());
    }

    @Test
    void asksForTheEnabledWhenTimeDecides() {
        assertEquals(Optional.of(false), state("active").expired());
        assertEquals(Optional.of(true), state("expired").expired());
        assertEquals(Optional.of(true), state("expired").active());
    }

    @Test
    void ignoresAStateThatDoesNotExist() {
        assertFalse(UserFilter.of(new Asked(Map.of("state", "asleep"))).isSet());
    }

    @Test
    void tellsWhetherAPersonCanSignIn() {
        assertEquals(UserState.ACTIVE, UserState.of(account(true, Optional.empty()), NOW));
        assertEquals(UserState.ACTIVE, UserState.of(account(true, Optional.of(NOW.plusMillis(1))), NOW));
        assertEquals(UserState.EXPIRED, UserState.of(account(true, Optional.of(NOW)), NOW));
        assertEquals(UserState.DISABLED, UserState.of(account(false, Optional.of(NOW)), NOW));
    }

    private static UserQuery state(String tag) {
        return UserFilter.of(new Asked(Map.of("state", tag))).query();
    }

    private static AccountView account(boolean active, Optional<Instant> end) {
        return new AccountView(
                UUID.randomUUID(),
                "sara@example.org",
                "user",
                Optional.empty(),
                active,
                end,
                false,
                Optional.empty(),
                NOW);
    }
}
