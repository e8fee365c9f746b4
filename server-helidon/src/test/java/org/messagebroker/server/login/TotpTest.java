package org.messagebroker.server.login;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TotpTest {

    private static final Totp OF_THE_STANDARD = new Totp("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    /** RFC 6238, appendix B, the last six digits. */
    @ParameterizedTest
    @CsvSource({
        "59,287082",
        "1111111109,081804",
        "1111111111,050471",
        "1234567890,005924",
        "2000000000,279037",
        "20000000000,353130"
    })
    void agreesWithTheStandard(long second, String code) {
        assertEquals(code, OF_THE_STANDARD.code(second / 30));
        assertEquals(OptionalLong.of(second / 30), OF_THE_STANDARD.step(code, Instant.ofEpochSecond(second)));
    }

    @Test
    void bearsAClockThatIsHalfAMinuteOffAndNoMore() {
        Instant now = Instant.ofEpochSecond(1_000_000_020);
        long step = now.getEpochSecond() / 30;
        for (long near = step - 1; near <= step + 1; near++) {
            assertEquals(OptionalLong.of(near), OF_THE_STANDARD.step(OF_THE_STANDARD.code(near), now));
        }
        assertTrue(OF_THE_STANDARD.step(OF_THE_STANDARD.code(step - 2), now).isEmpty());
        assertTrue(OF_THE_STANDARD.step(OF_THE_STANDARD.code(step + 2), now).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "00000", "0000000", "abcdef", "۲۸۷۰۸۲", "287082 or anything"})
    void refusesWhatIsNoCode(String text) {
        assertTrue(OF_THE_STANDARD.step(text, Instant.ofEpochSecond(59)).isEmpty());
    }

    @Test
    void tellsAppsWhatTheyNeed() {
        String uri = OF_THE_STANDARD.uri("someone+else@example.org").toString();
        assertEquals("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", OF_THE_STANDARD.base32());
        assertTrue(uri.startsWith("otpauth://totp/Message%20broker%3Asomeone%2Belse%40example.org?"), uri);
        assertTrue(uri.contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Message%20broker"), uri);
        assertFalse(OF_THE_STANDARD.toString().contains("GEZD"));
        assertNotEquals(Totp.create().base32(), Totp.create().base32());
    }
}
