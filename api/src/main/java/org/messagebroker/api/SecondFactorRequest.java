package org.messagebroker.api;

/**
 * {@code POST /portal/auth/second-factor}: what is owed after the password. {@link #toString()} hides both.
 *
 * @param challenge what the log-in answered
 * @param code of an authenticator app, or a recovery code
 */
public record SecondFactorRequest(String challenge, String code) {
    @Override
    public String toString() {
        return "SecondFactorRequest[]";
    }
}
