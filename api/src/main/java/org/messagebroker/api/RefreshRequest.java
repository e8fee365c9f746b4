package org.messagebroker.api;

/** {@code POST /portal/auth/refresh} and {@code /portal/auth/logout}. {@link #toString()} hides the token. */
public record RefreshRequest(String refreshToken) {
    @Override
    public String toString() {
        return "RefreshRequest[]";
    }
}
