package org.messagebroker.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.messagebroker.settings.Setting;
import org.messagebroker.settings.SettingsList;

/** What every service has is called and explained the same in each. */
class EveryServiceSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "proxy-helidon, every-service.yaml",
        "proxy-helidon, tls-listener.yaml",
        "proxy-helidon, main-server.yaml",
        "worker-helidon, every-service.yaml",
        "worker-helidon, main-server.yaml",
        "proxy-helidon, own-certificate.yaml",
        "worker-helidon, own-certificate.yaml",
        "server-helidon, every-service.yaml",
        "server-helidon, tls-listener.yaml"
    })
    void standsInTheServicesOwnList(String module, String block) throws IOException {
        Path yaml = Path.of("..", module, "src", "main", "resources", "application.yaml");
        SettingsList service = SettingsList.parse(Files.readString(yaml));
        for (Setting setting : SettingsList.parse(read(block)).all()) {
            assertEquals(
                    Optional.of(setting.meaning()),
                    service.byKey(setting.key()).map(Setting::meaning),
                    module + ": " + setting.key());
        }
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Service.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
