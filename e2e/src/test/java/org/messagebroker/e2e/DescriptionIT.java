package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Role;
import org.messagebroker.testing.ApiContract;
import org.messagebroker.testing.ApiContract.Exchange;
import org.messagebroker.testing.ApiDocument;
import org.messagebroker.testing.RawTls;
import org.messagebroker.testing.TestCertificates;

/** What proxy and server say of themselves, and that what they refuse has one form, wherever it is refused. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DescriptionIT {

    private static final int SERVER = 8000;
    private static final int PROXY = 8001;
    private static final String OPEN = "/portal/auth/login";
    private static final String MESSAGES = "/api/v1/messages";

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("description");

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(SERVER, "GET", "/nothing", "", "application/json", 404),
                Arguments.of(PROXY, "GET", "/nothing", "", "application/json", 404),
                Arguments.of(SERVER, "DELETE", OPEN, "", "application/json", 405),
                Arguments.of(PROXY, "DELETE", MESSAGES, "", "application/json", 405),
                Arguments.of(SERVER, "GET", "/a//b", "", "application/json", 400),
                Arguments.of(PROXY, "GET", "/a//b", "", "application/json", 400),
                Arguments.of(SERVER, "POST", OPEN, "{", "application/json", 400),
                Arguments.of(PROXY, "POST", MESSAGES, "{", "application/json", 400),
                Arguments.of(PROXY, "POST", MESSAGES, "x".repeat(100_000), "application/json", 413),
                Arguments.of(SERVER, "POST", OPEN, "email=a", "application/x-www-form-urlencoded", 415),
                Arguments.of(PROXY, "POST", MESSAGES, "a=b", "application/x-www-form-urlencoded", 415),
                Arguments.of(SERVER, "GET", "/admin/clients", "", "application/json", 401),
                Arguments.of(SERVER, "GET", "/health?x=" + "x".repeat(10_000), "", "application/json", 400),
                Arguments.of(PROXY, "GET", "/api/v1/health?x=" + "x".repeat(10_000), "", "application/json", 400));
    }

    @ParameterizedTest(name = "{0} {1} {2} {4} is {5}")
    @MethodSource("refused")
    void refusesInTheFormOfTheDescription(int port, String method, String path, String body, String type, int status)
            throws IOException {
        Https.Answer answer = client(port).send(method, path, body, "Content-Type", type);

        assertEquals(status, answer.status(), answer.body());
        contract(port)
                .verify(new Exchange(
                        method,
                        path,
                        Optional.empty(),
                        answer.status(),
                        answer.headers()::firstValue,
                        answer.body().getBytes(StandardCharsets.UTF_8)));
    }

    /** Before the body is sent: who sends it all the same is cut off. */
    @ParameterizedTest
    @ValueSource(ints = {SERVER, PROXY})
    void refusesABodyByTheLengthThatIsAnnounced(int port) throws IOException {
        String path = port == PROXY ? MESSAGES : OPEN;
        try (RawTls connection = RawTls.connect(system.port(port), trusting())) {
            RawTls.Answer answer = connection
                    .send("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: 99000000\r\n\r\n")
                    .read()
                    .orElseThrow();

            assertEquals(413, answer.status(), answer.body());
            contract(port)
                    .verify(new Exchange(
                            "POST",
                            path,
                            Optional.empty(),
                            answer.status(),
                            answer::header,
                            answer.body().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private SSLContext trusting() {
        return TestCertificates.contextTrusting(
                new CertificateDirectory(system.certificates()).root(), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(ints = {SERVER, PROXY})
    void showsItselfAsAPageUnderAStrictPolicy(int port) {
        try (AdminPage browser = AdminPage.open()) {
            List<String> faults = new ArrayList<>();
            Page page = browser.page();
            page.onConsoleMessage(said -> complaint(said).ifPresent(faults::add));
            page.navigate("https://localhost:" + system.port(port) + "/openapi");
            page.locator(".opblock-tag").first().waitFor();

            assertTrue(page.url().endsWith("/openapi/ui"), page::url);
            assertEquals(List.of(), faults);
        }
    }

    private static Optional<String> complaint(ConsoleMessage said) {
        return said.type().equals("error") ? Optional.of(said.text()) : Optional.empty();
    }

    private ApiContract contract(int port) throws IOException {
        Https.Answer json = Https.trusting(system.certificates().resolve("ca.crt"), system.port(port))
                .send("GET", "/openapi.json", "");
        return ApiContract.of(ApiDocument.read(json.body().getBytes(StandardCharsets.UTF_8)));
    }

    /** The proxy looks at the certificate before it looks at the message. */
    private Https client(int port) {
        return port == PROXY
                ? Https.presenting(demonstrationClient(), system.port(port))
                : Https.trusting(system.certificates().resolve("ca.crt"), system.port(port));
    }

    private HolderFiles demonstrationClient() {
        return new CertificateDirectory(system.certificates()).files(Role.CLIENT, "demo");
    }
}
