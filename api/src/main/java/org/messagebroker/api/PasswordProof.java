package org.messagebroker.api;

/** {@code POST /portal/second-factor}: that it is still he who logged in. {@link #toString()} hides the password. */
public record PasswordProof(String password) {
    @Override
    public String toString() {
        return "PasswordProof[]";
    }
}
