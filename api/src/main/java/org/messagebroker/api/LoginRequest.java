package org.messagebroker.api;

/** {@code POST /portal/auth/login}. {@link #toString()} hides the password. */
public record LoginRequest(String email, String password) {
    @Override
    public String toString() {
        return "LoginRequest[" + email + "]";
    }
}
