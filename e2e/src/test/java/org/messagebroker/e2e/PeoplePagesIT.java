package org.messagebroker.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.messagebroker.e2e.AdminPage.Look;

/** An administrator manages people in one browser; what they may do changes in another. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PeoplePagesIT {

    private static final double PATIENCE_MS = 30_000;
    private static final LocatorAssertions.IsVisibleOptions SOON =
            new LocatorAssertions.IsVisibleOptions().setTimeout(5_000);
    private static final String PERSON = "sara@example.org";
    private static final String FIRST = "violet tractor seldom naps";
    private static final String REQUIRED = "Your role requires a second factor, so it cannot be switched off.";
    private static final String OWN = "quiet harbour paints umbrellas";

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("people-pages");

    private String recoveryCode = "";
    private AdminPage administrator;
    private AdminPage person;

    @BeforeAll
    void startEverything() {
        setDefaultAssertionTimeout(PATIENCE_MS);
        administrator = AdminPage.signIn(system);
    }

    @AfterAll
    void stopWhateverHappened() {
        Stream.of(administrator, person).filter(Objects::nonNull).forEach(AdminPage::close);
    }

    @Test
    @Order(1)
    void anAdministratorMakesARoleFromAnother() {
        Page page = administrator.go(system, "roles/user").page();
        assertThat(page.locator("#role-act-clone")).isVisible();
        assertThat(page.locator("#role-save")).isHidden();
        page.locator("#role-act-clone").click();
        page.locator("#role-name input").fill("helpers");
        page.locator("#form-submit").click();

        assertThat(page.locator("#role-heading")).hasText("helpers");
        assertThat(box(page, "See the messages of one's own client")).isChecked();
        assertThat(box(page, "Read the audit and alerts")).not().isChecked();
    }

    @Test
    @Order(2)
    void anAdministratorMakesAUserWhoMustChooseAPassword() {
        Page page = administrator.go(system, "users").page();
        page.locator("#user-new").click();
        page.locator("#user-email-field input").fill(PERSON);
        page.locator("#user-password-field input").fill("short");
        choose(page, "#user-role-choice", "helpers");
        page.locator("#form-submit").click();
        assertThat(page.locator("#form-notice")).containsText("must have 12 to 128 characters");
        page.locator("#user-password-field input").fill(FIRST);
        page.locator("#form-submit").click();

        assertThat(page.locator("#user-name")).hasText(PERSON);
        assertThat(page.locator("#user-state-badge")).hasText("Active");
    }

    @Test
    @Order(3)
    void thePersonCanDoNothingButChooseAPassword() {
        person = AdminPage.signIn(system, Look.ENGLISH_LIGHT, PERSON, FIRST);
        Page page = person.page();
        page.navigate("https://localhost:" + system.port(8080) + "/messages");
        assertThat(page.locator("h1")).hasText("Choose a new password");
        look(person, "choose-password");
        try (AdminPage persian = AdminPage.signIn(system, Look.PERSIAN_DARK, PERSON, FIRST)) {
            persian.page().locator("#password-submit").waitFor();
            look(persian, "choose-password");
        }

        password(page, "not the old one at all", OWN);
        assertThat(page.locator("#password-notice")).containsText("is not your password");
        password(page, FIRST, OWN);

        assertThat(page.locator("h1")).hasText("Messages");
    }

    @Test
    @Order(4)
    void thePersonSeesOnlyWhatTheRoleAllows() {
        Page page = person.page();

        assertThat(page.locator("#nav-messages")).isVisible();
        assertThat(page.locator("#nav-users")).isHidden();
        assertThat(page.locator("#nav-audit")).isHidden();
        person.go(system, "users");
        assertThat(page.locator("#users-state")).hasAttribute("data-state", "refused");
        person.go(system, "audit");
        assertThat(page.locator("#audit-state")).hasAttribute("data-state", "refused");
        assertThat(page.locator("#audit-verify")).isHidden();
        assertThat(page.locator("#audit-export-csv")).isHidden();
    }

    @Test
    @Order(5)
    void theMenuFollowsTheRole() {
        Page page = administrator.go(system, "roles/helpers").page();
        assertThat(page.locator("#role-save")).isVisible();
        box(page, "Read the audit and alerts").check();
        keepsWhatIsChosen(page);
        administrator.go(system, "roles/helpers");
        box(page, "Read the audit and alerts").check();
        page.locator("#role-save").click();

        assertThat(person.page().locator("#nav-audit")).isVisible();
        assertThat(person.page().locator("#audit-verify")).isVisible();
        assertThat(person.page().locator("#nav-users")).isHidden();
    }

    @Test
    @Order(6)
    void buttonsComeAndGoWithTheRoleWhileThePageIsOpen() {
        Page page = person.page();
        permit("See clients and their API keys", true);
        person.go(system, "clients");
        assertThat(page.locator("#nav-clients")).isVisible();
        assertThat(page.locator("#clients-grid a").first()).isVisible();
        assertThat(page.locator("#client-create")).isHidden();
        permit("Create, change and delete clients and their API keys", true);
        assertThat(page.locator("#client-create")).isVisible(SOON);
        permit("Create, change and delete clients and their API keys", false);
        assertThat(page.locator("#client-create")).isHidden();

        permit("See the messages of every client", true);
        person.go(system, "dead-letters");
        assertThat(page.locator("#nav-deadletters")).isVisible();
        assertThat(page.locator("#deadletters-state")).hasAttribute("data-state", "empty");
        assertThat(page.locator("#letters-requeue")).isHidden();
        permit("Put given-up messages back or discard them", true);
        assertThat(page.locator("#letters-requeue")).isVisible(SOON);
        permit("See the messages of every client", false);
        assertThat(page.locator("#deadletters-state")).hasAttribute("data-state", "refused");
        assertThat(page.locator("#letters-requeue")).isHidden();
    }

    @Test
    @Order(7)
    void anotherRoleSignsThePersonOutAndShowsAnotherMenu() {
        openPerson(administrator.page());
        administrator.page().locator("#user-act-role").click();
        choose(administrator.page(), "#user-role-choice", "Auditor");
        administrator.page().locator("#form-submit").click();

        Page page = person.page();
        assertThat(page.locator("#login-notice")).containsText("Your session has ended");
        page.locator("input[name=username]").fill(PERSON);
        page.locator("input[name=password]").fill(OWN);
        page.keyboard().press("Enter");
        assertThat(page.locator("#nav-audit")).isVisible();
        person.go(system, "users");
        assertThat(page.locator("#nav-users")).isVisible();
        assertThat(page.locator("#users-grid a").first()).isVisible();
        assertThat(page.locator("#user-new")).isHidden();
    }

    @Test
    @Order(8)
    void nobodyIsLeftWithoutAnAdministrator() {
        Page page = administrator.go(system, "users?search=admin@").page();
        page.locator("#users-grid a").first().click();
        page.locator("#user-act-role").click();
        choose(page, "#user-role-choice", "User");
        page.locator("#form-submit").click();

        assertThat(page.locator("#form-notice")).containsText("That does not fit what is there");
        assertThat(page.locator("#form-notice")).containsText("This is the last active super_admin");
        page.locator("#form-cancel").click();
    }

    @Test
    @Order(9)
    void theAuditTellsWhatWasBeforeAndAfter() {
        Page page = administrator.go(system, "audit?what=user&on=" + PERSON).page();
        page.locator("#audit-grid a").getByText("user.role").first().click();

        assertThat(page.locator("#act-changes .changed")).containsText("helpers");
        assertThat(page.locator("#act-changes .changed")).containsText("auditor");
        page.locator("#nav-audit").click();
        page.locator("#audit-grid a").getByText("user.create").first().click();
        assertThat(page.locator("#act")).containsText("user.create");
        try (HeldPart _ = system.hold("server")) {
            page.evaluate("history.go(-2)");
            assertThat(page.locator("#act-state")).hasAttribute("data-state", "loading");
            assertThat(page.locator("#act")).isHidden();
        }
        assertThat(page.locator("#act")).containsText("user.role");
    }

    @Test
    @Order(10)
    void theAuditIsUnbrokenAndCanBeTakenAway() throws IOException {
        Page page = administrator.go(system, "audit?what=role").page();
        page.locator("#audit-verify").click();
        assertThat(page.locator("#verify-notice")).hasAttribute("data-whole", "true");
        page.locator("#verify-close").click();

        Download lines =
                page.waitForDownload(() -> page.locator("#audit-export-jsonl").click());

        assertEquals("audit.jsonl", lines.suggestedFilename());
        List<String> rows = Files.readAllLines(lines.path());
        assertTrue(rows.stream().allMatch(row -> row.contains("role.")), rows::toString);
        assertTrue(rows.stream().anyMatch(row -> row.contains("role.create")), rows::toString);
    }

    @Test
    @Order(11)
    void aRuleOfAlertsIsChangedAndATestMailArrives() {
        Page page = administrator.go(system, "alerts?show=rules").page();
        page.locator("#rules-grid").getByText("Disk nearly full").first().click();
        page.locator("#rule-limit input").fill("0");
        page.locator("#form-submit").click();
        assertThat(page.locator("#form-notice")).containsText("must be from 1 to 99");
        page.locator("#rule-limit input").fill("77");
        page.locator("#form-submit").click();
        assertThat(page.locator("#rules-grid")).containsText("from 77 percent on");

        page.locator("#mail-send").click();
        page.locator("#form-submit").click();
        assertThat(page.getByText("The mail server has taken the mail to")).isVisible();
        String newest = system.run("mailbox", "1").orFail().output();
        assertTrue(newest.startsWith("To: " + AdminPage.ADMINISTRATOR), newest);
        assertTrue(newest.contains("Subject: Test of the mail settings"), newest);
    }

    @Test
    @Order(12)
    void thePersonSwitchesASecondFactorOnAndSignsInWithIt() throws IOException {
        Page page = person.go(system, "account").page();
        assertThat(factor(page)).hasAttribute("data-enabled", "false");
        page.locator("#second-factor-begin").click();
        page.locator("#factor-password input").fill("somebody else's words");
        page.locator("#form-submit").click();
        assertThat(page.locator("#form-notice")).containsText("is not your password");
        page.locator("#factor-password input").fill(OWN);
        page.locator("#form-submit").click();
        assertThat(page.locator(".qr-code img")).isVisible();
        assertThat(page.locator("#factor-begin")).hasCount(0);
        Totp app = new Totp(page.locator("#second-factor-secret").innerText());
        giveCode(page, "000000");
        assertThat(page.locator("#form-notice")).containsText("is wrong");
        giveCode(page, app.now());
        List<String> codes = recoveryCodes(page);
        assertEquals(10, codes.size());
        Download file =
                page.waitForDownload(() -> page.locator("#recovery-codes-file").click());
        assertEquals(codes, Files.readAllLines(file.path()));
        assertEquals(List.of(), person.violations());
        keep(page);
        assertThat(factor(page)).hasAttribute("data-enabled", "true");

        page.locator("#person-menu").click();
        page.locator("#sign-out").click();
        page.locator("input[name=username]").fill(PERSON);
        page.locator("input[name=password]").fill(OWN);
        page.keyboard().press("Enter");
        page.locator("#code input").fill(app.next());
        page.locator("#code-submit").click();
        assertThat(page.locator("#nav-users")).isVisible();
        recoveryCode = codes.getFirst();
        Page audit = administrator
                .go(system, "audit?what=second_factor&on=" + PERSON)
                .page();
        assertThat(audit.locator("#audit-grid")).containsText("second_factor.enable");
        assertThat(audit.locator("#audit-grid")).containsText("Second factor");
    }

    @Test
    @Order(13)
    void otherRecoveryCodesReplaceTheFirst() {
        Page page = person.go(system, "account").page();
        String old = recoveryCode;
        page.locator("#second-factor-codes").click();
        giveCode(page, old);
        recoveryCode = recoveryCodes(page).getFirst();
        keep(page);
        assertThat(page.locator("#second-factor-left")).hasText("10");

        page.locator("#second-factor-disable").click();
        giveCode(page, old);
        assertThat(page.locator("#form-notice")).containsText("is wrong");
        page.locator("#form-cancel").click();
    }

    @Test
    @Order(14)
    void thePersonSwitchesItOffUnlessTheRoleRequiresIt() {
        Page page = person.page();
        requireSecondFactor(true);
        assertThat(page.locator("#second-factor-required")).hasText(REQUIRED);
        assertThat(page.locator("#second-factor-disable")).hasCount(0);
        assertEquals(List.of(), person.violations());
        person.picture("account-required");
        requireSecondFactor(false);
        page.locator("#second-factor-disable").click();
        giveCode(page, recoveryCode);

        assertThat(factor(page)).hasAttribute("data-enabled", "false");
        assertThat(page.locator("#second-factor-begin")).isVisible();
    }

    @Test
    @Order(15)
    void everyPageIsAccessibleAndLooksRight() {
        for (Look look : Look.values()) {
            try (AdminPage screen = AdminPage.signIn(system, look, AdminPage.ADMINISTRATOR, system.adminPassword())) {
                look(screen, "users", "#users-grid a", "users");
                look(screen, "roles", "#roles-grid a", "roles");
                look(screen, "roles/helpers", "#role-save", "role");
                look(screen, "audit", "#audit-grid a", "audit");
                look(screen, "alerts?show=rules", "#rules-grid vaadin-badge", "alerts");
                look(screen, "account", "#password-submit", "account");
                lookAtSecondFactor(screen);
                openPerson(screen.page());
                look(screen, "user");
                screen.go(system, "audit?what=user&on=" + PERSON);
                screen.page()
                        .locator("#audit-grid a")
                        .getByText("user.role")
                        .first()
                        .click();
                screen.page().locator("#act-changes").waitFor();
                look(screen, "audit-act");
            }
        }
    }

    @Test
    @Order(16)
    void aSessionEndsOnlyAfterAQuestionThatNamesIt() {
        Page page = administrator.page();
        openPerson(page);
        Locator ends = page.locator("#user-sessions [id^=end-]");
        ends.first().waitFor();
        int before = ends.count();
        ends.first().click();
        assertThat(page.locator("#user-session")).containsText(PERSON);
        page.locator("#form-cancel").click();
        assertThat(page.locator("#user-session")).hasCount(0);
        assertThat(ends).hasCount(before);
        ends.first().click();
        page.locator("#form-submit").click();

        assertThat(ends).hasCount(before - 1);
    }

    @Test
    @Order(17)
    void theUserIsDeletedOnlyByName() {
        openPerson(administrator.page());
        Page page = administrator.page();
        page.locator("#user-act-delete").click();
        page.locator("#confirm-name input").fill("somebody else");
        page.locator("#form-submit").click();
        assertThat(page.locator("#confirm-name")).hasAttribute("invalid", "");
        page.locator("#confirm-name input").fill(PERSON);
        page.locator("#form-submit").click();

        assertThat(page.locator("h1")).hasText("Users");
        administrator.go(system, "users?search=" + PERSON);
        assertThat(page.locator("#users-state")).hasAttribute("data-state", "nothing_found");
    }

    /** Neither another description nor a link takes away what is chosen and not saved. */
    private static void keepsWhatIsChosen(Page page) {
        page.locator("#role-act-describe").click();
        page.locator("#role-description input").fill("Who helps");
        page.locator("#form-submit").click();
        assertThat(page.locator("#role-about")).hasText("Who helps");
        assertThat(page.locator("#role-describe")).hasCount(0);
        assertThat(box(page, "Read the audit and alerts")).isChecked();
        page.locator("#nav-users").click();
        assertThat(page.locator("#role-leave")).containsText("not saved yet");
        page.locator("#form-cancel").click();
        assertThat(page.locator("#role-leave")).hasCount(0);
        assertThat(page.locator("#role-heading")).hasText("helpers");
        assertThat(box(page, "Read the audit and alerts")).isChecked();
        page.locator("#nav-users").click();
        page.locator("#form-submit").click();
        assertThat(page.locator("h1")).hasText("Users");
    }

    /** Changes what the role of the person allows. */
    private void permit(String words, boolean allowed) {
        Page page = administrator.go(system, "roles/helpers").page();
        box(page, words).setChecked(allowed);
        page.locator("#role-save").click();
        assertThat(page.locator("#role-save")).isDisabled();
    }

    private void look(AdminPage screen, String address, String awaited, String name) {
        screen.go(system, address);
        screen.page().locator(awaited).first().waitFor();
        look(screen, name);
    }

    private static void look(AdminPage screen, String name) {
        assertEquals(List.of(), screen.violations(), name);
        screen.picture(name);
    }

    private void lookAtSecondFactor(AdminPage screen) {
        Page page = screen.page();
        page.locator("#second-factor-begin").click();
        page.locator("#factor-password input").fill(system.adminPassword());
        page.locator("#form-submit").click();
        page.locator(".qr-code img").waitFor();
        assertThat(page.locator("#factor-begin")).hasCount(0);
        look(screen, "account-second-factor");
        page.locator("#form-cancel").click();
    }

    private void requireSecondFactor(boolean required) {
        Administrator.of(system).server().put("/admin/roles/auditor/second-factor", Map.of("required", required));
    }

    private static Locator factor(Page page) {
        return page.locator("#second-factor-state");
    }

    private static void giveCode(Page page, String code) {
        page.locator("#factor-code input").fill(code);
        page.locator("#form-submit").click();
    }

    private static List<String> recoveryCodes(Page page) {
        return page.locator("#recovery-codes").innerText().lines().toList();
    }

    /** Waits until what is shown once is gone from the page. */
    private static void keep(Page page) {
        page.locator("#once-kept").click();
        assertThat(page.locator("#recovery-codes")).hasCount(0);
    }

    private void openPerson(Page page) {
        page.navigate("https://localhost:" + system.port(8080) + "/users?search=" + PERSON);
        page.locator("#users-grid a").first().click();
        page.locator("#user-act-role").waitFor();
    }

    private static Locator box(Page page, String words) {
        return page.getByLabel(words, new Page.GetByLabelOptions().setExact(true));
    }

    private static void choose(Page page, String select, String words) {
        page.locator(select).click();
        page.locator(select + " vaadin-select-item")
                .getByText(words, new Locator.GetByTextOptions().setExact(true))
                .click();
    }

    private static void password(Page page, String old, String chosen) {
        page.locator("#password-old input").fill(old);
        page.locator("#password-new input").fill(chosen);
        page.locator("#password-again input").fill(chosen);
        page.locator("#password-submit").click();
    }
}
