package org.messagebroker.api;

/** A code of the second factor, or a recovery code. {@link #toString()} hides it. */
public record CodeProof(String code) {
    @Override
    public String toString() {
        return "CodeProof[]";
    }
}
