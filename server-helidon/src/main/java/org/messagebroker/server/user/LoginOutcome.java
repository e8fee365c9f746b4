package org.messagebroker.server.user;

import java.time.Duration;
import org.messagebroker.api.LoginResponse;

/** What became of a log-in. */
sealed interface LoginOutcome {

    record LoggedIn(LoginResponse response) implements LoginOutcome {}

    /** No such account, or not its password; which of the two is not told. */
    record Wrong() implements LoginOutcome {}

    /**
     * The right password of an account that may not be used.
     *
     * @param reason in words for its owner
     */
    record Closed(String reason) implements LoginOutcome {}

    record Locked(Duration remaining) implements LoginOutcome {}
}
