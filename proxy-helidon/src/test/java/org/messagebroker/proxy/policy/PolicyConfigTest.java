package org.messagebroker.proxy.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.proxy.ProxyMain;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

class PolicyConfigTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"1s, PT1S", "30s, PT30S", "2000ms, PT2S"})
    void waitsWholeSeconds(String value, Duration wait) {
        assertEquals(wait, from(value).pollWait());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "999ms", "1500ms", "31s"})
    void refusesAnotherWait(String value) {
        String told = assertThrows(SettingsException.class, () -> from(value)).getMessage();
        assertTrue(told.contains("POLICY_POLL_WAIT") && told.contains("whole seconds"), told);
    }

    private PolicyConfig from(String wait) {
        return PolicyConfig.from(Settings.load(ProxyMain.class, directory, Map.of("POLICY_POLL_WAIT", wait)));
    }
}
