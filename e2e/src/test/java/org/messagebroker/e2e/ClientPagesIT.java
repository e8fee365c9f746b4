package org.messagebroker.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.testing.Await;

/** An administrator's story on the pages about clients, certificates, proxies and TLS, against the running system. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ClientPagesIT {

    private static final String PASSWORD = "violet tractor seldom naps";
    private static final String NUMBER = "+989121234567";

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("client-pages");

    private final Cli cli = new Cli(system);
    private HolderFiles shop = new HolderFiles(Path.of(""), Path.of(""), Path.of(""));

    @Test
    @Order(1)
    void createsAClientAndIsToldWhatIsWrongWithAnotherOne() {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "clients").page();
            page.locator("#client-create").click();
            fill(page, "#client-id", "shop 1");
            submit(page);
            page.getByText("beginning with a letter or digit").waitFor();
            fill(page, "#client-id", "shop-1");
            fill(page, "#client-domain", "shop.example");
            fill(page, "#client-rate", "600");
            submit(page);

            page.waitForURL("**/clients/shop-1");
            page.getByText("600 per minute").waitFor();
            page.goBack();
            page.locator("#client-create").click();
            fill(page, "#client-id", "shop-1");
            submit(page);
            page.locator("#form-notice")
                    .getByText("There is a client shop-1 already")
                    .waitFor();
            page.locator("#form-cancel").click();
            fill(page, "#search", "no such");
            page.locator("#clients-state[data-state=nothing_found]").waitFor();
            fill(page, "#search", "shop.ex");
            page.locator("#clients-grid").getByText("shop-1").first().waitFor();
            page.waitForURL("**/clients?search=shop.ex");
        }
    }

    @Test
    @Order(2)
    void issuesACertificateWhoseKeyIsHandedOverOnce() throws IOException {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "certificates").page();
            page.locator("#certificate-issue").click();
            submit(page);
            page.getByText("This is needed").first().waitFor();
            fill(page, "vaadin-dialog #name", "shop-1");
            submit(page);
            Download bundle = page.waitForDownload(() -> page.locator("#bundle").click());
            Path zip = system.data().resolve("shop-1.zip");
            bundle.saveAs(zip);
            shop = unpacked(zip, system.data().resolve("shop-1"));
            assertEquals(200, page.request().get(bundle.url()).status(), "as long as nobody says that it is kept");
            page.locator("#once-kept").click();
            page.locator("#bundle").waitFor(in(WaitForSelectorState.DETACHED));
            assertEquals(403, page.request().get(bundle.url()).status(), "the key can be fetched again");
            page.locator("#certificates-grid").getByText("shop-1").first().waitFor();
        }
        awaitStatus(202, shop);
    }

    /** Question 10 of the mission. */
    @Test
    @Order(3)
    void disablesAClientWhoseNextRequestIsRefusedUntilItIsEnabledAgain() throws IOException {
        ThinClient client = new ThinClient(shop, system.port(8001));
        assertEquals(202, client.send(NUMBER, "before").status());
        try (AdminPage admin = AdminPage.signIn(system, AdminPage.Look.PERSIAN_DARK)) {
            Page page = admin.go(system, "clients/shop-1").page();
            page.locator("#client-disable").click();
            submit(page);
            page.locator("vaadin-badge[data-state=disabled]").waitFor();
            awaitStatus(403, shop);
            Https.Answer refused = client.send(NUMBER, "after");
            assertEquals(403, refused.status());
            assertTrue(refused.body().contains("disabled"), refused.body());
            assertEquals(202, system.client().send(NUMBER, "another client").status());

            page.locator("#client-enable").click();
            page.locator("vaadin-badge[data-state=active]").waitFor();
            awaitStatus(202, shop);
        }
        client.close();
    }

    @Test
    @Order(4)
    void showsAnApiKeyOnceAndRotatesAndRevokesIt() {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "clients/shop-1").page();
            page.locator(".key-create").click();
            submit(page);
            page.getByText("Name at least one address").waitFor();
            fill(page, "#key-addresses", "nowhere");
            submit(page);
            isRefused(page, "addresses are not right: nowhere is not an address");
            fill(page, "#key-addresses", "10.0.0.0/8");
            Locator days = page.locator("#key-days input");
            days.pressSequentially("5-");
            submit(page);
            page.getByText("A whole number from 1 to 3,650").waitFor();
            days.fill("");
            days.press("Backspace");
            days.dispatchEvent("keydown", Map.of("key", "۹", "bubbles", true, "composed", true, "cancelable", true));
            assertThat(days).hasValue("9");
            page.locator("#key-addresses input").press("Enter");
            String key = page.locator("#new-key").textContent();
            admin.picture("client-key");
            copiesOrSaysThatTheBrowserDoesNot(page, key);
            page.locator("#once-kept").click();
            page.locator("#new-key").waitFor(in(WaitForSelectorState.DETACHED));
            assertTrue(key.length() > 30, "no key");
            assertFalse(page.content().contains(key), "the key stays on the page");

            page.locator("#api-keys .key-rotate").first().click();
            submit(page);
            String next = page.locator("#new-key").textContent();
            page.locator("#once-kept").click();
            assertTrue(!next.equals(key), "the same key again");
            Locator revoke = page.locator("#api-keys .key-revoke");
            revoke.last().waitFor();
            revoke.first().click();
            page.locator("#form-cancel").press("Enter");
            page.locator("#keys-revoke").waitFor(in(WaitForSelectorState.DETACHED));
            assertThat(page.locator("#api-keys [data-state=revoked]")).hasCount(0);
            revoke.first().click();
            submit(page);
            page.locator("#api-keys [data-state=revoked]").waitFor();
        }
    }

    @Test
    @Order(5)
    void keepsWhatTheKeyboardHasReachedWhileTheClientChanges() {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "clients/shop-1").page();
            page.locator("#client-delete").focus();
            cli.run("client", "set", "shop-1", "--contact", "changed@shop.example");
            assertThat(page.locator("main.page")).containsText("changed@shop.example");
            assertThat(page.locator("#client-delete")).isFocused();
        }
    }

    @Test
    @Order(6)
    void givesAClientANewKeyAndTheOldOneIsRefusedAtOnce() throws IOException {
        HolderFiles old = shop;
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = openCertificate(admin, "shop-1");
            page.locator("#certificate-rekey").click();
            fill(page, "vaadin-dialog #password", "short");
            submit(page);
            isRefused(page, "password of the PKCS#12 file must have 12 characters or more");
            assertEquals(List.of(), admin.violations());
            admin.picture("certificate-rekey");
            fill(page, "vaadin-dialog #password", "");
            assertThat(page.locator("#overlap input")).hasValue("7");
            fill(page, "vaadin-dialog #overlap", "0");
            submit(page);
            Download bundle = page.waitForDownload(() -> page.locator("#bundle").click());
            Path zip = system.data().resolve("shop-1-next.zip");
            bundle.saveAs(zip);
            shop = unpacked(zip, system.data().resolve("shop-1-next"));
            page.locator("#once-kept").click();
            page.locator("#bundle").waitFor(in(WaitForSelectorState.DETACHED));
            page.locator("vaadin-badge[data-state=revoked]").waitFor();
            assertThat(page.locator("#certificate-rekey")).hasCount(0);
        }
        awaitStatus(202, shop);
        awaitStatus(403, old);
    }

    @Test
    @Order(7)
    void signsARequestRenewsAndRevokesOnlyByTheRightName() throws IOException {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "certificates").page();
            page.locator("#certificate-sign").click();
            fill(page, "vaadin-dialog #name", "signed-1");
            page.locator("#request textarea").fill("no request");
            submit(page);
            isRefused(page, "This is not a signing request in PEM form");
            page.locator("#request textarea").fill(SigningRequest.create(Keys.ec(), "x", List.of()));
            submit(page);
            page.locator("#new-certificate")
                    .getByText("BEGIN CERTIFICATE")
                    .first()
                    .waitFor();
            submit(page);

            openCertificate(admin, "shop-1");
            page.locator("#certificate-renew").click();
            submit(page);
            page.locator("#new-certificate").waitFor();
            submit(page);
            page.locator("#certificate-revoke").click();
            fill(page, "#confirm-name", "shop-2");
            submit(page);
            page.getByText("This is not the same").first().waitFor();
            fill(page, "#confirm-name", "shop-1");
            submit(page);
            page.locator("vaadin-badge[data-state=revoked]").waitFor();
            awaitStatus(403, shop);
        }
    }

    @Test
    @Order(8)
    void downloadsTheRevocationListWithWhatWasRevoked() throws IOException, GeneralSecurityException {
        List<X509Certificate> revoked = Pem.certificates(RunningSystem.read(shop.certificate()));
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "certificates").page();
            Download file = page.waitForDownload(() -> page.locator("#crl").click());
            try (InputStream in = Files.newInputStream(file.path())) {
                X509CRL list = (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
                list.verify(revoked.getLast().getPublicKey());
                assertTrue(list.isRevoked(revoked.getFirst()), list::toString);
                assertFalse(list.isRevoked(inForce()), list::toString);
            }
        }
    }

    @Test
    @Order(9)
    void showsWhatEndsWithinTheTimeAskedForAndNothingElse() {
        Administrator.of(system).issue(Map.of("role", "client", "name", "soon-1", "days", 5));
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "certificates/expiring?days=7").page();
            page.locator("#expiring-grid").getByText("soon-1").first().waitFor();
            assertEquals(0, page.locator("#expiring-grid").getByText("signed-1").count());
            page.navigate(page.url().replace("days=7", "days=365"));
            page.locator("#expiring-grid").getByText("signed-1").first().waitFor();
        }
    }

    @Test
    @Order(12)
    void changesTheAuthorityStepByStepAndIsHeldBackFromCuttingPeopleOff() {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "certificates/authorities").page();
            page.locator("#authority-create").click();
            submit(page);
            assertTrue(page.locator("#passphrase").textContent().length() > 10, "no passphrase");
            page.locator("#once-kept").click();
            Locator standby = page.locator("#authorities [data-state=standby]");
            standby.waitFor();
            Await.until(() -> !standby.textContent().matches("(?s).*(proxy|worker) .*"), "proxy and worker trust it");
            standby.locator(".authority-activate").click();
            submit(page);
            Locator old = page.locator("#authorities [data-state=trusted]");
            old.waitFor();
            old.locator(".authority-retire").click();
            submit(page);
            assertThat(page.locator("#form-notice")).containsText("That does not fit what is there");
            assertThat(page.locator("#form-notice")).containsText("This authority is still needed by");
            assertThat(old).hasCount(1);
        }
    }

    @Test
    @Order(11)
    void seesAProxyLiveAndInvitesAnother() {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "proxies").page();
            page.locator(".proxy-card").first().waitFor();
            page.locator("#proxy-invite").click();
            fill(page, "vaadin-dialog #name", "not a name");
            submit(page);
            isRefused(page, "A certificate's name has 1 to 64 letters, digits, dots, dashes or underscores");
            fill(page, "vaadin-dialog #name", "proxy-9");
            submit(page);
            assertTrue(page.locator("#token").textContent().startsWith("mb1."), "no token");
            assertTrue(!page.locator("#commands").textContent().isBlank(), "no commands");
            page.locator("#once-kept").click();
            Locator invited = page.locator("[data-invited=proxy-9]");
            invited.locator("vaadin-button").click();
            submit(page);
            invited.waitFor(in(WaitForSelectorState.HIDDEN));
            page.locator(".proxy-card h2 a").first().click();
            page.locator("#proxy-forget").waitFor();
        }
    }

    /** Both kinds of end: what arrives, and why something does not while the proxy is stopped. */
    @Test
    @Order(13)
    void sendsATestMessageThroughAProxyAndSeesEachStepOrWhyItFailed() {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "proxies/proxy-1").page();
            page.locator("#proxy-test").click();
            Locator steps = page.locator("#proxy-test-steps[data-state=delivered]");
            steps.waitFor();
            assertTrue(steps.textContent().matches("(?s).*Accepted at .*Delivered at .* ms after the order.*"));
            assertTrue(steps.textContent().contains("worker-1"), steps.textContent());
            assertEquals(0, cli.attempt("proxy", "test", "proxy-1").exit());
            JsonNode told = cli.json("proxy", "test", "proxy-1");
            assertEquals("delivered", told.path("state").asText(), told::toString);
            assertEquals("worker-1", told.path("worker").asText(), told::toString);
            assertEquals(List.of(), admin.violations(), "a test message that arrived");
            admin.picture("proxy-test");
        }
        try (HeldPart _ = system.hold("proxy");
                AdminPage admin = AdminPage.signIn(system, AdminPage.Look.PERSIAN_DARK)) {
            Page page = admin.go(system, "proxies/proxy-1").page();
            page.locator("#proxy-test").click();
            page.locator("#proxy-test-steps[data-state=waiting]").waitFor();
            page.locator("#proxy-test-failed[data-kind=error]").waitFor();
            assertTrue(page.locator("#proxy-test-failed").textContent().contains("MAIN_SERVER_URL"));
            assertEquals(List.of(), admin.violations(), "a test message that did not arrive");
            admin.picture("proxy-test");
            BrokerCommand.Result refused = cli.attempt("proxy", "test", "proxy-1");
            assertEquals(1, refused.exit());
            assertTrue(refused.output().contains("does not reach this server"), refused.output());
            BrokerCommand.Result told = cli.attempt("proxy", "test", "proxy-1", "--json");
            assertEquals(1, told.exit());
            JsonNode failed = RunningSystem.json(told.output());
            assertEquals("not_fetched", failed.path("failure").asText(), failed::toString);
        }
    }

    @Test
    @Order(10)
    void changesTheTlsOfProxiesAfterSeeingWhoWouldBeCutOff() throws IOException {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.go(system, "tls").page();
            page.locator("#tls-change-proxy").click();
            page.locator("#tls-preview").getByText("Nobody would be cut off").waitFor();
            page.locator("#protocols vaadin-checkbox input").first().click();
            page.locator("#tls-preview").getByText("could not connect any more").waitFor();
            page.locator("#protocols vaadin-checkbox input").first().click();
            page.locator("#tls-preview").getByText("Nobody would be cut off").waitFor();
            page.locator("#protocols vaadin-checkbox input").nth(1).click();
            submit(page);
            page.locator("#tls-trial-proxy").waitFor();
            Await.until(
                    () -> {
                        sendOnce();
                        page.evaluate("document.getElementById('tls-confirm-proxy')?.click()");
                        return page.locator("#tls-trial-proxy").count() == 0;
                    },
                    "the change is confirmed");
        }
    }

    @Test
    @Order(14)
    void createsAndDisablesAndDeletesAClientInPersian() {
        try (AdminPage admin = AdminPage.signIn(system, AdminPage.Look.PERSIAN_DARK)) {
            Page page = admin.go(system, "clients").page();
            assertThat(page.locator("html")).hasAttribute("dir", "rtl");
            page.locator("#client-create").click();
            fill(page, "#client-id", "فروشگاه");
            submit(page);
            page.getByText("آغاز با حرف یا رقم").first().waitFor();
            fill(page, "#client-id", "bazaar-1");
            fill(page, "#client-rate", "1200");
            fill(page, "#client-grace", "3600");
            submit(page);
            page.waitForURL("**/clients/bazaar-1");
            Locator facts = page.locator(".facts").first();
            assertThat(facts).containsText("۱٬۲۰۰ در دقیقه");
            assertThat(facts).containsText("تا ۳٬۶۰۰ ثانیه می‌تواند بفرستد");
            assertThat(facts).containsText(todayByTheBrowsersCalendar(page));
            assertThat(facts).not().containsText(Pattern.compile("20\\d\\d"));

            page.locator("#client-disable").click();
            assertThat(page.locator("#clients-disable")).containsText("این کلاینت غیرفعال شود؟");
            submit(page);
            assertThat(page.locator("vaadin-badge[data-state=disabled]")).hasText("غیرفعال");
            page.locator("#client-delete").click();
            fill(page, "#confirm-name", "bazaar-1");
            submit(page);
            assertThat(page.locator("h1")).hasText("کلاینت‌ها");
            admin.go(system, "clients/bazaar-1");
            page.getByText("چنین کلاینتی نیست").waitFor();
        }
    }

    @Test
    @Order(15)
    void anAuditorSeesThePagesWithoutAnyWayToAct() {
        String print = Administrator.of(system).issue("client", "shop-1").fingerprint();
        Map<String, String> pages = Map.of(
                "clients",
                "#clients-grid a.row-link",
                "clients/shop-1",
                "vaadin-badge[data-state]",
                "certificates",
                "#certificates-grid a.row-link",
                "certificates/" + print,
                "vaadin-badge[data-state]",
                "certificates/authorities",
                "#authorities .card",
                "proxies",
                ".proxy-card",
                "proxies/proxy-1",
                ".facts");
        try (AdminPage auditor = signInAs("auditor");
                AdminPage administrator = AdminPage.signIn(system)) {
            pages.forEach((address, content) -> {
                assertThat(acts(auditor, address, content)).hasCount(0);
                assertThat(acts(administrator, address, content).first()).isVisible();
            });
            isRefused(auditor, "tls");
        }
    }

    @Test
    @Order(16)
    void whoMayNotReadIsToldSoOnEachOfThePages() {
        try (AdminPage person = signInAs("user")) {
            List.of(
                            "clients",
                            "clients/shop-1",
                            "certificates",
                            "certificates/" + "0".repeat(64),
                            "certificates/expiring",
                            "certificates/authorities",
                            "proxies",
                            "proxies/proxy-1",
                            "tls")
                    .forEach(address -> isRefused(person, address));
            assertEquals(List.of(), person.violations());
            person.picture("no-permission");
        }
    }

    @ParameterizedTest
    @Order(17)
    @EnumSource(AdminPage.Look.class)
    void findsNoBarrierOnAnyOfThePages(AdminPage.Look look) {
        String print = Administrator.of(system).issue("client", "shop-1").fingerprint();
        try (AdminPage admin = AdminPage.signIn(system, look)) {
            look(admin, "clients", "clients", "#clients-grid a.row-link");
            look(admin, "client", "clients/shop-1", "vaadin-badge[data-state]");
            look(admin, "certificates", "certificates", "#certificates-grid a.row-link");
            look(admin, "certificate", "certificates/" + print, "vaadin-badge[data-state]");
            look(admin, "certificates-expiring", "certificates/expiring?days=365", "#expiring-grid a.row-link");
            look(admin, "certificates-authorities", "certificates/authorities", "#authorities .card");
            look(admin, "proxies", "proxies", ".proxy-card");
            look(admin, "proxy", "proxies/proxy-1", "#proxy-forget");
            look(admin, "tls", "tls", "#listener-proxy .plain-table");
            admin.go(system, "clients").page().locator("#client-create").click();
            admin.page().locator("#client-id").waitFor();
            assertEquals(List.of(), admin.violations(), "the form of a client");
        }
    }

    private AdminPage signInAs(String role) {
        String email = role + "@example.org";
        Administrator.of(system)
                .server()
                .post("/admin/users", Map.of("email", email, "password", PASSWORD, "role", role));
        return AdminPage.signIn(system, AdminPage.Look.ENGLISH_LIGHT, email, PASSWORD);
    }

    /** What can be pressed on a page, once it is known what the person may do. */
    private Locator acts(AdminPage screen, String address, String content) {
        Page page = screen.go(system, address).page();
        page.locator(content).first().waitFor();
        page.locator("#nav-clients").waitFor();
        return page.locator("main.page vaadin-button:visible");
    }

    /** The form stays, and says that something in it is wrong and, in the server's words, what. */
    private static void isRefused(Page page, String why) {
        assertThat(page.locator("#form-notice")).containsText("Something in this is not right");
        assertThat(page.locator("#form-notice")).containsText(why);
    }

    private void isRefused(AdminPage screen, String address) {
        Page page = screen.go(system, address).page();
        assertThat(page.locator(".state[data-state=refused]")).isVisible();
        page.locator("vaadin-side-nav-item:visible").first().waitFor();
        assertThat(page.locator("main.page vaadin-button:visible, main.page a.download:visible"))
                .hasCount(0);
    }

    /** What the browser allows is decided here, as no two decide it alike. */
    private static void copiesOrSaysThatTheBrowserDoesNot(Page page, String key) {
        page.evaluate("() => { navigator.clipboard.write = () => Promise.reject(new Error('not allowed')); }");
        page.locator("#new-key-copy").click();
        assertThat(page.getByText("The browser did not allow copying")).isVisible();
        page.evaluate("() => { navigator.clipboard.write = async (items) => {"
                + " window.copied = await (await items[0].getType('text/plain')).text(); }; }");
        page.locator("#new-key-copy").click();
        assertThat(page.getByText("Copied", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertEquals(key, page.evaluate("window.copied"));
    }

    /** Such as ۱۴۰۵/۰۹/۰۵. */
    private static String todayByTheBrowsersCalendar(Page page) {
        return (String) page.evaluate("new Intl.DateTimeFormat('fa-IR-u-ca-persian',"
                + " {year: 'numeric', month: '2-digit', day: '2-digit'}).format(new Date())");
    }

    /** The one in force. */
    private Page openCertificate(AdminPage admin, String holder) {
        Page page =
                admin.go(system, "certificates?state=active&search=" + holder).page();
        page.locator("#certificates-grid a.row-link")
                .filter(new Locator.FilterOptions().setHasText(holder))
                .first()
                .click();
        page.locator("#certificate-revoke").waitFor();
        return page;
    }

    private X509Certificate inForce() {
        HolderFiles demo = new CertificateDirectory(system.certificates()).files(Role.CLIENT, "demo");
        return Pem.certificates(RunningSystem.read(demo.certificate())).getFirst();
    }

    private void look(AdminPage admin, String name, String address, String content) {
        admin.go(system, address).page().locator(content).first().waitFor();
        assertEquals(List.of(), admin.violations(), address);
        admin.picture(name);
    }

    private void sendOnce() {
        try {
            ThinClient client = system.client();
            client.send(NUMBER, "under the new settings");
            client.close();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitStatus(int status, HolderFiles files) {
        Await.until(
                () -> {
                    try {
                        ThinClient client = new ThinClient(files, system.port(8001));
                        int answered = client.send(NUMBER, "hello").status();
                        client.close();
                        return answered == status;
                    } catch (IOException e) {
                        return false;
                    }
                },
                "status " + status);
    }

    private static HolderFiles unpacked(Path zip, Path into) throws IOException {
        Files.createDirectories(into);
        try (ZipFile bundle = new ZipFile(zip.toFile())) {
            for (String name : new TreeSet<>(List.of("shop-1.crt", "shop-1.key", "ca.crt"))) {
                Files.write(
                        into.resolve(name),
                        bundle.getInputStream(bundle.getEntry(name)).readAllBytes());
            }
        }
        return new HolderFiles(into.resolve("shop-1.crt"), into.resolve("shop-1.key"), into.resolve("ca.crt"));
    }

    private static void fill(Page page, String field, String text) {
        page.locator(field + " input").fill(text);
    }

    private static void submit(Page page) {
        page.locator("#form-submit").last().click();
    }

    private static Locator.WaitForOptions in(WaitForSelectorState state) {
        return new Locator.WaitForOptions().setState(state);
    }
}
