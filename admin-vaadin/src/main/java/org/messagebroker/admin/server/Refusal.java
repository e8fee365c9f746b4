package org.messagebroker.admin.server;

/**
 * Why the server did not do what it was asked for.
 *
 * @param code as it stands in the body, such as {@code validation_error}
 * @param message a sentence in English for the person: what happened and what to do
 */
public record Refusal(String code, String message) {

    /** What a body that says nothing says. */
    static final Refusal UNTOLD = new Refusal("validation_error", "");

    /** Whether the person may not; otherwise there is no such thing, or something in the question is wrong. */
    public boolean isForbidden() {
        return code.equals("authorization_error");
    }
}
