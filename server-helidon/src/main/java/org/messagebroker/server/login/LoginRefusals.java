package org.messagebroker.server.login;

import java.time.Duration;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.Problem;

/** What a person is told who does not get in. */
final class LoginRefusals {

    private LoginRefusals() {}

    static Problem of(LoginOutcome.Refused refused) {
        return switch (refused) {
            case LoginOutcome.Wrong wrong ->
                Problem.of(ErrorCode.AUTHENTICATION_ERROR, "The e-mail address or the password is wrong.");
            case LoginOutcome.WrongCode wrong ->
                Problem.of(
                        ErrorCode.AUTHENTICATION_ERROR,
                        "This code is wrong or was used before; wait for the app's next one, or give a recovery code.");
            case LoginOutcome.Over over ->
                Problem.of(ErrorCode.AUTHENTICATION_ERROR, "This log-in took too long or failed; begin it again.");
            case LoginOutcome.Closed(String reason) -> Problem.of(ErrorCode.AUTHORIZATION_ERROR, reason);
            case LoginOutcome.Locked(Duration wait) -> locked(wait);
            case LoginOutcome.Challenged challenged -> challenge(challenged);
        };
    }

    static Problem locked(Duration wait) {
        long minutes = wait.plusSeconds(59).toMinutes();
        return Problem.of(
                        ErrorCode.ACCOUNT_LOCKED,
                        "There were too many failed log-ins to this account or from here. Wait "
                                + (minutes == 1 ? "a minute" : minutes + " minutes")
                                + " before the next one, or ask for a new password if you have forgotten it.")
                .retryAfter(wait);
    }

    private static Problem challenge(LoginOutcome.Challenged challenged) {
        String message = challenged.enrolment()
                ? "Your role requires a second factor; set one up: POST /portal/auth/second-factor/enrolment with the"
                        + " challenge."
                : "Give the code of your authenticator app, or a recovery code: POST /portal/auth/second-factor with the"
                        + " challenge.";
        return Problem.of(ErrorCode.SECOND_FACTOR_REQUIRED, message)
                .with("challenge", challenged.challenge().value())
                .with("enrolment", challenged.enrolment())
                .with("expires_in", ChallengeStore.LIFETIME.toSeconds());
    }

    static Problem tooOften(Duration wait) {
        return Problem.of(ErrorCode.RATE_LIMIT_EXCEEDED, "This was tried too often; wait before the next time.")
                .retryAfter(wait);
    }

    static Problem busy() {
        return Problem.unavailable("Too many people log in at this moment; try again.", Duration.ofSeconds(2));
    }
}
