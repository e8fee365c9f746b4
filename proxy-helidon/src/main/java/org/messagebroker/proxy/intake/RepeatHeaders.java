package org.messagebroker.proxy.intake;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.messagebroker.api.ReplayMode;
import org.messagebroker.queue.Guards.Nonce;
import org.messagebroker.service.Problem;

/**
 * What a request says about being new.
 *
 * @param idempotencyKey under which it may be sent again
 * @param nonce that no other request may carry
 */
record RepeatHeaders(Optional<String> idempotencyKey, Optional<Nonce> nonce) {

    private static final HeaderName KEY = HeaderNames.create("Idempotency-Key");
    private static final HeaderName NONCE = HeaderNames.create("X-Nonce");
    private static final HeaderName TIMESTAMP = HeaderNames.create("X-Timestamp");

    private static final Pattern A_KEY = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Pattern A_NONCE = Pattern.compile("[A-Za-z0-9_-]{16,128}");
    private static final Pattern SECONDS = Pattern.compile("\\d{9,11}");
    private static final Pattern MILLISECONDS = Pattern.compile("\\d{12,14}");

    /**
     * Reads them as the client's mode says.
     *
     * @throws Problem validation_error naming the header
     */
    static RepeatHeaders of(Headers headers, ReplayMode mode) {
        RepeatHeaders read = new RepeatHeaders(
                one(headers, KEY).map(RepeatHeaders::key),
                mode == ReplayMode.OFF ? Optional.empty() : nonce(one(headers, NONCE), one(headers, TIMESTAMP)));
        if (mode == ReplayMode.REQUIRED && read.nonce.isEmpty() && read.idempotencyKey.isEmpty()) {
            throw Problem.invalid("This client's requests must carry X-Nonce and X-Timestamp, or an Idempotency-Key.");
        }
        return read;
    }

    private static Optional<Nonce> nonce(Optional<String> nonce, Optional<String> timestamp) {
        if (nonce.isPresent() != timestamp.isPresent()) {
            throw Problem.invalid("X-Nonce and X-Timestamp belong together; send both or neither.");
        }
        return nonce.map(value -> new Nonce(nonce(value), time(timestamp.orElseThrow())));
    }

    private static Optional<String> one(Headers headers, HeaderName name) {
        if (!headers.contains(name)) {
            return Optional.empty();
        }
        List<String> values = headers.get(name).allValues();
        if (values.size() != 1) {
            throw Problem.invalidField(name.defaultCase(), "is there more than once; send it once.");
        }
        return Optional.of(values.getFirst().strip());
    }

    private static String key(String text) {
        return matching(KEY, A_KEY, text, "must be 1 to 128 visible ASCII characters.");
    }

    private static String nonce(String text) {
        return matching(NONCE, A_NONCE, text, "must be 16 to 128 letters, digits, dashes or underscores.");
    }

    private static String matching(HeaderName name, Pattern form, String text, String expected) {
        if (!form.matcher(text).matches()) {
            throw Problem.invalidField(name.defaultCase(), expected);
        }
        return text;
    }

    private static Instant time(String text) {
        try {
            return Instant.ofEpochMilli(instant(text).toEpochMilli());
        } catch (DateTimeException | ArithmeticException malformed) {
            throw Problem.invalidField(
                    TIMESTAMP.defaultCase(),
                    "must be a time such as 2026-11-24T10:00:00Z, or seconds or milliseconds since 1970.");
        }
    }

    /** Years far beyond what milliseconds can count are possible here. */
    private static Instant instant(String text) {
        if (SECONDS.matcher(text).matches()) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
        return MILLISECONDS.matcher(text).matches() ? Instant.ofEpochMilli(Long.parseLong(text)) : iso(text);
    }

    /** Without an offset it is UTC. */
    private static Instant iso(String text) {
        return text.matches(".*(Z|[+-]\\d\\d:?\\d\\d)$")
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }
}
