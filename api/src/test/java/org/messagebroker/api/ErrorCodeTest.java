package org.messagebroker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodeTest {

    /** Clients branch on these: neither code nor status may change. */
    @ParameterizedTest
    @CsvSource({
        "VALIDATION_ERROR,validation_error,400",
        "AUTHENTICATION_ERROR,authentication_error,401",
        "SECOND_FACTOR_REQUIRED,second_factor_required,401",
        "AUTHORIZATION_ERROR,authorization_error,403",
        "NOT_FOUND,not_found,404",
        "METHOD_NOT_ALLOWED,method_not_allowed,405",
        "DUPLICATE_REQUEST,duplicate_request,409",
        "PAYLOAD_TOO_LARGE,payload_too_large,413",
        "UNSUPPORTED_MEDIA_TYPE,unsupported_media_type,415",
        "IDEMPOTENCY_CONFLICT,idempotency_conflict,422",
        "ACCOUNT_LOCKED,account_locked,423",
        "RATE_LIMIT_EXCEEDED,rate_limit_exceeded,429",
        "INTERNAL_ERROR,internal_error,500",
        "SERVICE_UNAVAILABLE,service_unavailable,503"
    })
    void carriesTheCodeAndTheStatusOfTheContract(ErrorCode code, String word, int status) {
        assertEquals(word, code.code());
        assertEquals(status, code.status());
    }
}
