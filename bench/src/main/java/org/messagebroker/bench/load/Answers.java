package org.messagebroker.bench.load;

/** Judges answers. Accepted is status 202 and the body that was expected, nothing else. */
final class Answers {
    private static final int ACCEPTED = 202;
    private static final String MESSAGE_ID = "\"message_id\":\"";
    private static final int ID_LENGTH = 36;

    /** What an accepted request is answered with. */
    enum Expected {
        /** The receipt of a message, with its id. */
        RECEIPT,
        /** The bytes that were sent. */
        ECHO
    }

    /** What an answer means. */
    sealed interface Verdict {
        /** @param messageId the id of the message; empty for an echo */
        record Accepted(String messageId) implements Verdict {}

        /** @param kind under which it is counted */
        record Failed(String kind) implements Verdict {}
    }

    private Answers() {}

    static Verdict judge(Expected expected, MessageRequest request, Answer answer) {
        if (answer.status() != ACCEPTED) {
            return new Verdict.Failed("status " + answer.status());
        }
        return switch (expected) {
            case RECEIPT -> receipt(answer.body());
            case ECHO -> echo(request, answer);
        };
    }

    private static Verdict receipt(String body) {
        int start = body.indexOf(MESSAGE_ID) + MESSAGE_ID.length();
        int end = start + ID_LENGTH;
        boolean found = start >= MESSAGE_ID.length() && end < body.length() && body.charAt(end) == '"';
        return found ? new Verdict.Accepted(body.substring(start, end)) : new Verdict.Failed("no message id");
    }

    private static Verdict echo(MessageRequest request, Answer answer) {
        return answer.bodyIs(request.bytes(), request.bodyStart())
                ? new Verdict.Accepted("")
                : new Verdict.Failed("other bytes");
    }
}
