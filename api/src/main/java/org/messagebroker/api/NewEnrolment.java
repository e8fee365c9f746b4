package org.messagebroker.api;

import java.time.Instant;
import java.util.List;

/**
 * A token just made. {@link #toString()} hides it.
 *
 * @param token in this answer only
 * @param commands what to enter where the new part will run
 */
public record NewEnrolment(
        String id, String role, String name, Instant expiresAt, String token, List<String> commands) {

    public NewEnrolment {
        commands = List.copyOf(commands);
    }

    @Override
    public String toString() {
        return "NewEnrolment[" + role + " " + name + "]";
    }
}
