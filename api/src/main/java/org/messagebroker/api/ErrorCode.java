package org.messagebroker.api;

import java.util.Locale;

/** Why a request was refused, as both services say it: the code in the body and the HTTP status that goes with it. */
public enum ErrorCode {
    VALIDATION_ERROR(400),
    AUTHENTICATION_ERROR(401),
    /** The password was right; {@code details.challenge} asks for more. */
    SECOND_FACTOR_REQUIRED(401),
    AUTHORIZATION_ERROR(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    CONFLICT(409),
    DUPLICATE_REQUEST(409),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    IDEMPOTENCY_CONFLICT(422),
    ACCOUNT_LOCKED(423),
    RATE_LIMIT_EXCEEDED(429),
    INTERNAL_ERROR(500),
    SERVICE_UNAVAILABLE(503);

    private final int status;

    ErrorCode(int status) {
        this.status = status;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The code as it stands in the body, such as {@code validation_error}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
