package org.messagebroker.server.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRulesTest {

    private static final Email SARA = new Email("sara@example.org");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "x8#kQ2!vLp0z",
                "seven words of which none belongs together",
                "کتاب آبی روی میز چوبی",
                "my password is not password"
            })
    void takesWhatNobodyTriesFirst(String good) {
        assertEquals(Optional.empty(), PasswordRules.fault(good, SARA));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password1234",
                "PassWord1234!",
                "!!!iloveyou!!!",
                "password1password1",
                "qwertyqwerty",
                "09121234567890",
                "2026-11-25-0000",
                "abababababab",
                "zyxwvutsrqpo",
                "۱۲۳۴۵۶۷۸۹۰۱۲۳"
            })
    void refusesWhatGuessersTryFirst(String bad) {
        assertTrue(PasswordRules.fault(bad, SARA).orElse("").contains("guessers"), bad);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sara@example.org", "my Sara@Example.org 77"})
    void refusesTheAddressItself(String bad) {
        assertTrue(PasswordRules.fault(bad, SARA).orElse("").contains("address"), bad);
    }
}
