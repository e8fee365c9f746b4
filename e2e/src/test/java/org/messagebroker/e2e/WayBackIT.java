package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.messagebroker.testing.Await;

/** Somebody has forgotten his password, and then there is nobody left who could help him. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class WayBackIT {

    private static final String ADMIN = "admin@broker.localhost";
    private static final String NEW = "a wholly different set of words";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("way-back");

    @Test
    @Order(1)
    void findsTheLinkInTheMailboxOfTheInstallation() throws IOException {
        int asked = post("/portal/auth/forgot-password", "{\"email\":\"" + ADMIN + "\"}")
                .status();
        assertEquals(202, asked);
        Await.until(() -> mailbox().contains("A new password"), "the mail has come", PATIENCE);

        String mail = system.run("mailbox", "1").orFail().output();
        assertTrue(mail.startsWith("To: " + ADMIN), mail);
        Matcher link = Pattern.compile("https://localhost:" + system.port(8080) + "/reset#token=([\\w-]{43})")
                .matcher(mail);
        assertTrue(link.find(), mail);
        String reset = "{\"token\":\"" + link.group(1) + "\",\"password\":\"" + NEW + "\"}";
        assertEquals(204, post("/portal/auth/reset-password", reset).status());
        assertEquals(400, post("/portal/auth/reset-password", reset).status());
        assertEquals(401, login(system.adminPassword()).status());
        assertEquals(200, login(NEW).status());
    }

    @Test
    @Order(2)
    void givesTheLastAdministratorHisAccountBackOnTheServersHost() throws IOException {
        BrokerCommand.Result nobody = script("user", "recover", "--email", "nobody@example.org");
        assertEquals(1, nobody.exit(), nobody::output);

        String said = script("user", "recover").orFail().output();
        Matcher password = Pattern.compile("at the next log-in: (\\S+)").matcher(said);
        assertTrue(password.find(), said);
        assertEquals(401, login(NEW).status());
        JsonNode in = login(password.group(1)).json();
        assertTrue(in.at("/user/must_change_password").booleanValue(), in::toString);
        Await.until(() -> mailbox().contains("Your account was recovered"), "he is told", PATIENCE);
    }

    private String mailbox() {
        return system.run("mailbox").orFail().output();
    }

    /** As it is typed. */
    private BrokerCommand.Result script(String... arguments) {
        return BrokerCommand.execute(Stream.of(
                        List.of(Repository.root().resolve("broker").toString()),
                        List.of(arguments),
                        List.of("--data", system.data().toString()))
                .flatMap(List::stream)
                .toList());
    }

    private Https.Answer login(String password) throws IOException {
        return post("/portal/auth/login", "{\"email\":\"" + ADMIN + "\",\"password\":\"" + password + "\"}");
    }

    private Https.Answer post(String path, String body) throws IOException {
        return Https.trusting(system.certificates().resolve("ca.crt"), system.port(8000))
                .send("POST", path, body);
    }
}
