package org.messagebroker.admin.login;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.messagebroker.admin.server.Refusal;
import org.messagebroker.admin.server.SignIn;

/** What the login page has to say. */
sealed interface LoginNotice {

    /** The e-mail address or the password was wrong. */
    record WrongPassword() implements LoginNotice {}

    /** The code was wrong, was used before, or came too late. */
    record WrongCode() implements LoginNotice {}

    /** The password was right, but the code did not come in time. */
    record ChallengeOver() implements LoginNotice {}

    /** The server does not let the second factor be set up that it asks for. */
    record EnrolmentRefused(Refusal why) implements LoginNotice {}

    /** The account is disabled or has expired. */
    record Closed() implements LoginNotice {}

    /**
     * Too many failures.
     *
     * @param until when the next one is worth trying
     */
    record Locked(Instant until) implements LoginNotice {

        Duration remaining(Instant now) {
            Duration left = Duration.between(now, until);
            return left.isNegative() ? Duration.ZERO : left;
        }
    }

    /** The server does not answer. */
    record ServerAway() implements LoginNotice {}

    /** The person was signed in, and is not any more. */
    record SessionEnded() implements LoginNotice {}

    /** The person signed out. */
    record SignedOut() implements LoginNotice {}

    /** What to say about a sign-in; nothing about one that worked or goes on. */
    static Optional<LoginNotice> of(SignIn outcome, Instant now) {
        return switch (outcome) {
            case SignIn.SignedIn signedIn -> Optional.empty();
            case SignIn.WrongPassword wrong -> Optional.of(new WrongPassword());
            case SignIn.WrongCode wrong -> Optional.of(new WrongCode());
            case SignIn.CodeOwed owed -> Optional.empty();
            case SignIn.Closed closed -> Optional.of(new Closed());
            case SignIn.Locked(Duration remaining) -> Optional.of(new Locked(now.plus(remaining)));
            case SignIn.Unavailable away -> Optional.of(new ServerAway());
        };
    }
}
