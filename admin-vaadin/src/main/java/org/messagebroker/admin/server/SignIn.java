package org.messagebroker.admin.server;

import java.time.Duration;
import org.messagebroker.api.LoginResponse;

/** What became of a sign-in. */
public sealed interface SignIn {

    /** The tokens of the new session. */
    record SignedIn(LoginResponse response) implements SignIn {}

    /** No such account, or not its password. */
    record WrongPassword() implements SignIn {}

    /**
     * The password was right; a code is owed for this challenge.
     *
     * @param enrolment whether a second factor is to be set up first
     */
    record CodeOwed(String challenge, boolean enrolment) implements SignIn {
        @Override
        public String toString() {
            return "CodeOwed[]";
        }
    }

    /** The code was wrong, was used before, or came too late. */
    record WrongCode() implements SignIn {}

    /** The account is disabled or has expired. */
    record Closed() implements SignIn {}

    /**
     * Too many failures.
     *
     * @param remaining how long until the next one is worth trying
     */
    record Locked(Duration remaining) implements SignIn {}

    /** The server cannot be reached, or cannot answer now. */
    record Unavailable() implements SignIn {}
}
