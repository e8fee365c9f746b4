package org.messagebroker.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.messagebroker.cli.AdminServer;
import org.messagebroker.testing.Await;

/** An administrator forgets the password, gets a new one by mail, and then needs a second factor: all in a browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LoginPagesIT {

    private static final String NEW = "a wholly different set of words";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("login-pages");

    private List<String> recoveryCodes = List.of();

    @Test
    @Order(1)
    void asksForALinkInEitherLanguage() {
        inEveryLook("login", browser -> browser.page().navigate(address("login")), "input[name=username]");
        inEveryLook("forgotten", browser -> browser.page().navigate(address("login/forgotten")), "#forgotten-submit");
        try (AdminPage browser = AdminPage.open()) {
            Page page = browser.page();
            page.navigate(address("login"));
            page.getByText("Forgotten your password?").click();
            page.locator("#forgotten-email input").fill(AdminPage.ADMINISTRATOR);
            page.locator("#forgotten-submit").click();
            assertThat(page.locator("#login-notice")).containsText("Look into your mailbox");
        }
    }

    @Test
    @Order(2)
    void choosesANewPasswordWithTheLinkOnce() {
        Await.until(() -> mailbox().contains("A new password"), "the mail has come", PATIENCE);
        Matcher link = Pattern.compile("https://localhost:\\d+/(reset#token=[\\w-]{43})")
                .matcher(system.run("mailbox", "1").orFail().output());
        assertTrue(link.find());
        inEveryLook("reset", browser -> browser.page().navigate(link.group()), "#reset-submit");

        try (AdminPage browser = AdminPage.open()) {
            browser.go(system, link.group(1));
            assertThat(browser.page()).hasURL(address("reset"));
            choose(browser.page(), NEW, "something else");
            assertThat(browser.page().getByText("Enter the same password in both fields"))
                    .isVisible();
            choose(browser.page(), NEW, NEW);
            assertThat(browser.page().locator("#login-notice")).containsText("Your password is changed");
        }
        try (AdminPage browser = AdminPage.open()) {
            browser.go(system, link.group(1));
            choose(browser.page(), NEW, NEW);
            assertThat(browser.page().locator("#login-notice")).containsText("That did not work");
        }
    }

    @Test
    @Order(3)
    void setsUpASecondFactorBeforeTheFirstPage() {
        AdminServer server = AdminServer.login(
                URI.create("https://localhost:" + system.port(8000)),
                system.certificates().resolve("ca.crt"),
                AdminPage.ADMINISTRATOR,
                NEW);
        server.put("/admin/roles/super_admin/second-factor", Map.of("required", true));

        inEveryLook("second-factor-enrolment", this::enterPassword, ".qr-code img");
        try (AdminPage browser = AdminPage.open(AdminPage.Look.PERSIAN_DARK)) {
            Page page = enterPassword(browser);
            assertThat(page).hasURL(address("login/code"));
            assertThat(page.locator(".qr-code img")).isVisible();

            page.locator("#code input")
                    .fill(new Totp(page.locator("#second-factor-secret").innerText()).now());
            page.keyboard().press("Enter");

            assertThat(page.locator("#once-kept")).isVisible();
            recoveryCodes = page.locator("#recovery-codes").innerText().lines().toList();
            assertEquals(10, recoveryCodes.size());
            assertEquals(List.of(), browser.violations());
            page.locator("#once-kept").click();
            assertThat(page.locator("vaadin-app-layout h1").first()).isVisible();
        }
    }

    @Test
    @Order(4)
    void entersWithARecoveryCodeOnceAndNotWithAGuess() {
        inEveryLook("second-factor", this::enterPassword, "#code-submit");
        try (AdminPage browser = AdminPage.open()) {
            Page page = enterPassword(browser);
            assertThat(page.locator(".qr-code")).hasCount(0);
            enterCode(page, "000000");
            assertThat(page.locator("#login-notice")).containsText("That code did not work");
            enterCode(page, recoveryCodes.getFirst());
            assertThat(page.locator("vaadin-app-layout h1").first()).isVisible();
        }
        try (AdminPage browser = AdminPage.open()) {
            Page page = enterPassword(browser);
            enterCode(page, recoveryCodes.getFirst());
            assertThat(page.locator("#login-notice")).containsText("That code did not work");
            assertEquals(0, page.locator("vaadin-app-layout").count());
        }
    }

    /** Leads to a page in a browser that knows nothing, waits for what must be on it, and examines and pictures it. */
    private static void inEveryLook(String name, Consumer<AdminPage> lead, String awaited) {
        for (AdminPage.Look look : AdminPage.Look.values()) {
            try (AdminPage browser = AdminPage.open(look)) {
                lead.accept(browser);
                browser.page().locator(awaited).waitFor();
                assertEquals(List.of(), browser.violations(), name);
                browser.picture(name);
            }
        }
    }

    private Page enterPassword(AdminPage browser) {
        Page page = browser.page();
        page.navigate(address("login"));
        page.locator("input[name=username]").fill(AdminPage.ADMINISTRATOR);
        page.locator("input[name=password]").fill(NEW);
        page.keyboard().press("Enter");
        page.locator("#code").waitFor();
        return page;
    }

    private static void enterCode(Page page, String code) {
        page.locator("#code input").fill(code);
        page.locator("#code-submit").click();
    }

    private static void choose(Page page, String first, String second) {
        page.locator("#reset-password input").fill(first);
        page.locator("#reset-again input").fill(second);
        page.locator("#reset-submit").click();
    }

    private String mailbox() {
        return system.run("mailbox").orFail().output();
    }

    private String address(String path) {
        return "https://localhost:" + system.port(8080) + "/" + path;
    }
}
