package org.messagebroker.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DotEnvTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "A=b|b",
                "A = b |b",
                "export A=b|b",
                "A=b # note|b",
                "A=b#c|b#c",
                "A='b # c' # note|b # c",
                "A=\"b \\\"c\\\" # d\"|b \"c\" # d",
                "A='a\\nb'|a\\nb",
                "A=p=q|p=q"
            })
    void readsAValue(String line, String expected) {
        assertEquals(Map.of("A", expected), DotEnv.parse(line));
    }

    @Test
    void readsFilesFromWindowsWithMarkAndBlankLines() {
        assertEquals(Map.of("A", "1", "B", ""), DotEnv.parse("\uFEFFA=1\r\n\r\n# note\r\nB=\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "=b", "1A=b", "A='b", "A=\"b", "A-B=c", "A=1\nA=2"})
    void refusesALineItCannotRead(String text) {
        assertTrue(assertThrows(SettingsException.class, () -> DotEnv.parse(text))
                .getMessage()
                .startsWith(".env line "));
    }
}
