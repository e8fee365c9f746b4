package org.messagebroker.admin.user;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.messagebroker.api.AccountView;

/** Whether a person can sign in. */
enum UserState {
    ACTIVE("success"),
    DISABLED("error"),
    EXPIRED("warning");

    private final String theme;

    UserState(String theme) {
        this.theme = theme;
    }

    /** At a time; an administrator's word comes before the calendar's. */
    static UserState of(AccountView user, Instant now) {
        if (!user.isActive()) {
            return DISABLED;
        }
        return user.expiresAt().filter(end -> !end.isAfter(now)).isPresent() ? EXPIRED : ACTIVE;
    }

    static Optional<UserState> byTag(String tag) {
        return Arrays.stream(values()).filter(each -> each.tag().equals(tag)).findFirst();
    }

    /** The name in addresses and keys. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The colour of its badge. */
    String theme() {
        return theme;
    }
}
