package org.messagebroker.api;

/** {@code PUT /portal/password}. {@link #toString()} hides the passwords. */
public record OwnPasswordOrder(String oldPassword, String newPassword) {
    @Override
    public String toString() {
        return "OwnPasswordOrder[]";
    }
}
