package org.messagebroker.api;

/**
 * {@code POST /portal/auth/reset-password}. {@link #toString()} hides both.
 *
 * @param token from the link in the mail
 * @param password the new one
 */
public record PasswordReset(String token, String password) {
    @Override
    public String toString() {
        return "PasswordReset[]";
    }
}
