package org.messagebroker.server.login;

import java.time.Duration;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.server.user.SecretToken;

/** What became of a log-in. */
sealed interface LoginOutcome {

    record LoggedIn(LoginResponse response) implements LoginOutcome {}

    /** No tokens, or not yet. */
    sealed interface Refused extends LoginOutcome {}

    /**
     * The right password of an account that asks for more.
     *
     * @param challenge to be given back with a code
     * @param enrolment whether a second factor has to be set up first
     */
    record Challenged(SecretToken challenge, boolean enrolment) implements Refused {}

    /** No such account, or not its password; which of the two is not told. */
    record Wrong() implements Refused {}

    /** The right challenge with a wrong code. */
    record WrongCode() implements Refused {}

    /** The challenge is unknown, used up or over: the log-in begins anew. */
    record Over() implements Refused {}

    /**
     * The right password of an account that may not be used.
     *
     * @param reason in words for its owner
     */
    record Closed(String reason) implements Refused {}

    record Locked(Duration remaining) implements Refused {}
}
