package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * Codes that take the place of the second factor, each once; told only here. {@link #toString()} hides them.
 *
 * @param login the tokens of the log-in that the enrolment was part of; absent for who was logged in before
 */
public record RecoveryCodes(List<String> recoveryCodes, Optional<LoginResponse> login) {

    public RecoveryCodes {
        recoveryCodes = List.copyOf(recoveryCodes);
    }

    @Override
    public String toString() {
        return "RecoveryCodes[]";
    }
}
