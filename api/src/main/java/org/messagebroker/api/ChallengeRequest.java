package org.messagebroker.api;

/** {@code POST /portal/auth/second-factor/enrolment}. {@link #toString()} hides the challenge. */
public record ChallengeRequest(String challenge) {
    @Override
    public String toString() {
        return "ChallengeRequest[]";
    }
}
