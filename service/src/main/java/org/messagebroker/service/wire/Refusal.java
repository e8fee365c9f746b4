package org.messagebroker.service.wire;

import org.messagebroker.api.ErrorCode;

/** A request that is refused before anyone reads it; its connection cannot be used further. */
final class Refusal extends Exception {

    private final ErrorCode code;
    private final String told;

    private Refusal(ErrorCode code, String told) {
        super(told, null, false, false);
        this.code = code;
        this.told = told;
    }

    /** The bytes are not a request as HTTP/1.1 wants it. */
    static Refusal malformed(String what) {
        return new Refusal(ErrorCode.VALIDATION_ERROR, "This is not a valid HTTP/1.1 request: " + what + ".");
    }

    /** The body is longer than the listener takes. */
    static Refusal tooLarge(int most) {
        return new Refusal(ErrorCode.PAYLOAD_TOO_LARGE, "The body is too large; at most " + most + " bytes are taken.");
    }

    ErrorCode code() {
        return code;
    }

    String told() {
        return told;
    }
}
