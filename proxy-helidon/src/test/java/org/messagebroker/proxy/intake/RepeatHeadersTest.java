package org.messagebroker.proxy.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.ReplayMode;
import org.messagebroker.service.Problem;

class RepeatHeadersTest {

    private static final String NONCE = "0123456789abcdef";
    private static final String TIME = "2026-11-24T10:00:00Z";

    private final WritableHeaders<?> headers = WritableHeaders.create();

    @Test
    void asksForNothingWhenNothingIsThere() {
        assertEquals(new RepeatHeaders(Optional.empty(), Optional.empty()), read(ReplayMode.OPTIONAL));
    }

    @Test
    void readsKeyAndNonceBesideEachOther() {
        set("Idempotency-Key", "order-17/3");
        set("X-Nonce", NONCE);
        set("X-Timestamp", TIME);

        RepeatHeaders read = read(ReplayMode.REQUIRED);

        assertEquals(Optional.of("order-17/3"), read.idempotencyKey());
        assertEquals(NONCE, read.nonce().orElseThrow().value());
        assertEquals(Instant.parse(TIME), read.nonce().orElseThrow().timestamp());
    }

    @ParameterizedTest
    @CsvSource({
        "1795514400, 2026-11-24T10:00:00Z",
        "1795514400123, 2026-11-24T10:00:00.123Z",
        "2026-11-24T10:00:00.5Z, 2026-11-24T10:00:00.500Z",
        "2026-11-24T13:30:00+03:30, 2026-11-24T10:00:00Z",
        "2026-11-24T10:00:00, 2026-11-24T10:00:00Z"
    })
    void readsEveryFormOfTime(String text, Instant time) {
        set("X-Nonce", NONCE);
        set("X-Timestamp", text);

        assertEquals(time, read(ReplayMode.OPTIONAL).nonce().orElseThrow().timestamp());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "12",
                "2026-11-24",
                "2026-13-24T10:00:00Z",
                "-1795514400",
                "17955144000000000",
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z"
            })
    void refusesWhatIsNoTime(String text) {
        set("X-Nonce", NONCE);
        set("X-Timestamp", text);

        assertTrue(refusal(ReplayMode.OPTIONAL).contains("X-Timestamp"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "with spaces in it", "ünïcode-nonce-0123456", "{0}-0123456789abcdef"})
    void refusesWhatIsNoNonce(String nonce) {
        set("X-Nonce", nonce);
        set("X-Timestamp", TIME);

        assertTrue(refusal(ReplayMode.OPTIONAL).contains("X-Nonce"));
    }

    @Test
    void wantsNonceAndTimestampTogether() {
        set("X-Nonce", NONCE);

        assertTrue(refusal(ReplayMode.OPTIONAL).contains("together"));
    }

    @Test
    void looksAtNoNonceWhereTheyAreOff() {
        set("X-Nonce", "?");

        assertEquals(Optional.empty(), read(ReplayMode.OFF).nonce());
    }

    @Test
    void wantsANonceOrAKeyWhereOneIsRequired() {
        assertTrue(refusal(ReplayMode.REQUIRED).contains("X-Nonce"));
        set("Idempotency-Key", "k");
        assertEquals(Optional.of("k"), read(ReplayMode.REQUIRED).idempotencyKey());
    }

    @Test
    void refusesAKeyThatIsThereTwice() {
        headers.add(HeaderNames.create("Idempotency-Key"), "a", "b");

        assertTrue(refusal(ReplayMode.OPTIONAL).contains("more than once"));
    }

    @Test
    void refusesAnEmptyKeyAndOneThatIsTooLong() {
        set("Idempotency-Key", "x".repeat(129));
        refusal(ReplayMode.OPTIONAL);
        set("Idempotency-Key", "x".repeat(128));
        read(ReplayMode.OPTIONAL);
    }

    private void set(String name, String value) {
        headers.set(HeaderNames.create(name), value);
    }

    private RepeatHeaders read(ReplayMode mode) {
        return RepeatHeaders.of(headers, mode);
    }

    private String refusal(ReplayMode mode) {
        return assertThrows(Problem.class, () -> read(mode)).told();
    }
}
