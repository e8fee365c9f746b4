package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An administrator at another machine: logs in once, works, and logs out. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoggedInIT {

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("logged-in");

    @TempDir
    static Path home;

    @Test
    @Order(1)
    void logsInOnceWithThePasswordFromAFile() throws IOException {
        String authorities = system.certificates().resolve("ca.crt").toString();
        String password = system.data().resolve("secrets/admin-password").toString();

        run("login", "--ca", authorities, "--user", "admin@broker.localhost", "--password-file", password)
                .orFail();

        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file())));
    }

    @Test
    @Order(2)
    void needsNeitherPasswordNorAuthoritiesThen() {
        String proxies = run("proxy", "list", "--json").orFail().output();

        assertEquals("proxy-1", RunningSystem.json(proxies).path(0).path("name").asText(), proxies);
    }

    @Test
    @Order(3)
    void renewsItsTokensWhenTheyEnd() throws IOException {
        String before = Files.readString(file());
        Files.writeString(file(), before.replaceAll("(\"access_until\" : )\"[^\"]*\"", "$1\"2026-01-01T00:00:00Z\""));

        run("client", "list").orFail();

        assertNotEquals(token(before), token(Files.readString(file())));
        run("client", "list").orFail();
    }

    @Test
    @Order(4)
    void isNobodyAfterLoggingOut() throws IOException {
        String before = Files.readString(file());
        run("logout").orFail();

        assertEquals(1, run("client", "list").exit());
        Files.writeString(file(), before);
        BrokerCommand.Result withTheOldTokens = run("client", "list");
        assertEquals(1, withTheOldTokens.exit());
        assertTrue(withTheOldTokens.output().contains("authentication_error"), withTheOldTokens::output);
    }

    private static String token(String sessions) {
        return sessions.replaceAll("(?s).*\"refresh_token\" : \"([^\"]*)\".*", "$1");
    }

    private Path file() {
        return home.resolve("message-broker/sessions.json");
    }

    private BrokerCommand.Result run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Repository.jar("cli").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("--server", "https://localhost:" + system.port(8000)));
        return BrokerCommand.execute(command, Map.of("XDG_CONFIG_HOME", home.toString()));
    }
}
