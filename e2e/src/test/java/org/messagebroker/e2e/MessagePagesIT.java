package org.messagebroker.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messagebroker.e2e.AdminPage.Look;
import org.messagebroker.testing.Await;

/** An administrator sees in the browser how the system is, looks for messages, and decides on those that were given up. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class MessagePagesIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NUMBER = "+989351112233";
    private static final String OTHER_NUMBER = "+989351112234";

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("message-pages", Map.of("MESSAGES_PER_PAGE", "10"));

    private final Cli cli = new Cli(system);
    private String honest = "";
    private String spoiled = "";
    private String discarded = "";

    @Test
    @Order(1)
    void seesWhatWaitsInTheQueueAndThatItIsDelivered() throws IOException {
        try (AdminPage admin = AdminPage.signIn(system)) {
            Page page = admin.page();
            Locator depth = page.locator("#queue-depth");
            assertThat(depth).hasText("0");
            try (HeldPart _ = system.hold("worker")) {
                honest = accepted(NUMBER, "honest words");
                spoiled = accepted(OTHER_NUMBER, "spoiled words");
                discarded = accepted(OTHER_NUMBER, "spoiled for good");
                assertThat(depth).hasText("3", patiently());
                assertThat(page.locator("#queue")).containsText("waiting, the oldest for");
                new RedisFiles(system).spoil(spoiled);
                new RedisFiles(system).spoil(discarded);
            }
            assertThat(page.locator("#attention-dead-letters")).hasText("Dead letters: 2", patiently());
            assertThat(depth).hasText("0", patiently());
            page.locator("#attention-dead-letters").click();
            assertThat(page).hasURL(Pattern.compile(".*/dead-letters"));
        }
    }

    /** Ours, of which two were refused, and the demonstration that every installation begins with. */
    @ParameterizedTest
    @EnumSource
    @Order(2)
    void countsOnTheDashboardWhatWasSentInEveryLook(Look look) {
        try (AdminPage admin = AdminPage.signIn(system, look)) {
            Page page = admin.page();
            for (String period : List.of("today", "week", "month")) {
                assertThat(page.locator("#period-" + period + " .figure")).hasText(look.number(4));
                assertThat(page.locator("#period-" + period + " dd")).hasText(numbers(look, 2, 2, 0));
            }
            page.locator("#throughput broker-chart[data-drawn]").waitFor();
            assertEquals(List.of(), admin.violations());
            admin.picture("dashboard");
            page.locator("#throughput-table vaadin-details-summary").click();
            assertThat(page.locator("#throughput-table tr")).hasCount(25);
            Await.until(() -> totals(page).equals(List.of(2L, 0L, 2L)), "the table counts the same");
            page.locator("#chart-range").click();
            page.locator("vaadin-select-item:visible").nth(3).click();
            assertThat(page).hasURL(Pattern.compile(".*range=year.*"));
            assertThat(page.locator("#throughput-table tr")).hasCount(13, counted());
            page.goBack();
            assertThat(page.locator("#throughput-table tr")).hasCount(25, counted());
        }
    }

    @ParameterizedTest
    @EnumSource
    @Order(3)
    void looksForMessagesAndReadsOne(Look look) {
        try (AdminPage admin = AdminPage.signIn(system, look).go(system, "messages")) {
            Page page = admin.page();
            badges(page).first().waitFor();
            assertEquals(List.of(), admin.violations());
            admin.picture("messages");
            page.locator("#message-search input").fill(NUMBER);
            page.locator("#message-search input").press("Enter");
            assertThat(badges(page)).hasCount(1, counted());
            assertFalse(page.url().contains(NUMBER.substring(1)), page::url);
            badges(page).first().click();
            assertThat(page.locator("#message-dialog .facts")).containsText(honest);
            assertEquals(0, page.getByText("honest words").count());
            page.locator("#message-read").click();
            assertThat(page.locator("#message-text")).hasText("honest words");
            assertEquals(List.of(), admin.violations());
            admin.picture("message");
            page.locator("#message-close").click();
            assertThat(page.locator("#message-dialog")).hasCount(0);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PERSIAN_DARK", "PERSIAN_PHONE"})
    @Order(4)
    void choosesADayInThePersianCalendarByKeyAndByMouse(Look look) {
        LocalDate day = LocalDate.now(ZoneId.of("Asia/Tehran"));
        try (AdminPage admin = AdminPage.signIn(system, look).go(system, "messages")) {
            Page page = admin.page();
            badges(page).first().waitFor();
            openCalendar(page);
            assertThat(day(page, day)).isFocused();
            assertEquals(List.of(), admin.violations());
            admin.picture("calendar");
            page.keyboard().press("Escape");
            assertThat(page.locator("#from-filter .jalali-calendar")).isHidden();
            openCalendar(page);
            assertThat(day(page, day)).isFocused();
            page.keyboard().press("ArrowLeft");
            assertThat(day(page, day.plusDays(1))).isFocused();
            page.keyboard().press("Enter");
            assertThat(page).hasURL(Pattern.compile(".*from=" + day.plusDays(1)));
            assertThat(page.locator("#messages-state")).hasAttribute("data-state", "nothing_found");
            openCalendar(page);
            page.locator("#from-filter").getByLabel("ماه بعد").click();
            page.locator("#from-filter").getByLabel("ماه پیش").click();
            day(page, day).click();
            assertThat(page).hasURL(Pattern.compile(".*from=" + day));
            badges(page).first().waitFor();
        }
    }

    @Test
    @Order(5)
    void typesADayAndKeepsItInTheOtherLanguage() {
        try (AdminPage admin = AdminPage.signIn(system, Look.PERSIAN_DARK).go(system, "messages")) {
            Page page = admin.page();
            Locator from = page.locator("#from-filter .jalali-field input");
            from.fill("1405/13/1");
            from.press("Enter");
            assertThat(page.locator("#from-filter")).containsText("چنین روزی نیست");
            assertFalse(page.url().contains("from="), page::url);
            from.fill("1405/9/5");
            from.press("Enter");
            assertThat(page).hasURL(Pattern.compile(".*from=2026-11-26"));
            assertThat(from).hasValue("۱۴۰۵/۰۹/۰۵");
            page.locator("#language").click();
            page.locator("#language-en").click();
            assertThat(page.locator("#from-filter vaadin-date-picker input")).hasValue("26/11/2026");
        }
    }

    @Test
    @Order(6)
    void opensAMessageByItsAddressAndSeesItsAttempts() {
        try (AdminPage admin = AdminPage.signIn(system).go(system, "messages?status=failed&message=" + spoiled)) {
            Page page = admin.page();
            assertThat(page.locator("#message-attempts")).containsText("Refused");
            assertThat(page.locator("#message-requeue")).isVisible();
            admin.go(system, "messages?message=01a214c8-b5e2-78cc-a791-68bc26b6fd6a");
            assertThat(page.locator("#message-state")).containsText("No such message");
        }
    }

    @Test
    @Order(7)
    void exportsWhatFitsWithoutTexts() throws IOException {
        try (AdminPage admin = AdminPage.signIn(system).go(system, "messages?status=failed")) {
            Page page = admin.page();
            badges(page).first().waitFor();
            page.locator("#messages-export").click();
            Download file =
                    page.waitForDownload(() -> page.locator("#export-jsonl").click());
            assertEquals("messages.jsonl", file.suggestedFilename());
            String text = Files.readString(file.path());
            assertTrue(text.contains(spoiled) && !text.contains(honest), text);
            assertFalse(text.contains("words"), text);
            assertThat(page.locator("#export-progress")).hasText("Done. Messages: 2");
        }
    }

    @ParameterizedTest
    @EnumSource
    @Order(8)
    void seesWhatWasGivenUp(Look look) {
        try (AdminPage admin = AdminPage.signIn(system, look).go(system, "dead-letters")) {
            Page page = admin.page();
            letters(page).first().waitFor();
            assertEquals(List.of(), admin.violations());
            admin.picture("dead-letters");
            letters(page).first().click();
            assertThat(page.locator("#letter-dialog")).containsText(discarded);
            page.locator("#letter-read").click();
            assertThat(page.locator("#letter-text")).isVisible();
            assertEquals(List.of(), admin.violations());
            admin.picture("dead-letter");
        }
    }

    @Test
    @Order(9)
    void putsOneBackAndSeesItDieAgain() {
        try (AdminPage admin = AdminPage.signIn(system).go(system, "dead-letters?message=" + spoiled)) {
            Page page = admin.page();
            page.locator("#letter-requeue").click();
            page.locator("#form-submit").click();
            assertThat(page.locator("vaadin-notification-card")).containsText("Done. Messages: 1");
            Await.until(this::isDeadAgain, "it dies again", PATIENCE);
        }
    }

    @Test
    @Order(10)
    void discardsOneThatIsChosenAndThenAllThatFit() {
        try (AdminPage admin = AdminPage.signIn(system).go(system, "dead-letters")) {
            Page page = admin.page();
            letters(page).first().waitFor();
            page.locator("#deadletters-grid vaadin-grid-cell-content vaadin-checkbox")
                    .nth(1)
                    .click();
            assertThat(page.locator("#letters-discard")).hasText("Discard chosen…");
            page.locator("#letters-discard").click();
            page.locator("#form-cancel").click();
            assertThat(letters(page)).hasCount(2);
            page.locator("#letters-discard").click();
            page.locator("#form-submit").click();
            assertThat(letters(page)).hasCount(1, counted());
            assertThat(page.locator("#letters-discard")).hasText("Discard all…");
            page.locator("#letters-discard").click();
            assertThat(page.locator("#deadletters-discard")).containsText(Pattern.compile("for good: 1(?!\\d)"));
            page.locator("#form-submit").click();
            assertThat(page.locator("#deadletters-state")).containsText("No dead letters");
        }
    }

    @Test
    @Order(11)
    void stopsDiscardingAfterThePageAtHandAndGoesOnLater() throws IOException {
        giveUp(12);
        try (AdminPage admin = AdminPage.signIn(system).go(system, "dead-letters")) {
            Page page = admin.page();
            page.locator("#letters-discard").click();
            assertThat(page.locator("#deadletters-discard")).containsText("for good: 12");
            try (HeldPart _ = system.hold("server")) {
                page.locator("#form-submit").click();
                assertThat(page.locator("#work-so-far")).hasText("0 of 12");
                page.locator("#work-stop").click();
                assertThat(page.locator("#work-stop")).hasText("Stopping…");
            }

            assertThat(page.locator("vaadin-notification-card")).containsText("Stopped: done with 10 of 12");
            assertThat(letters(page)).hasCount(2, counted());
            page.locator("#letters-discard").click();
            assertThat(page.locator("#deadletters-discard")).containsText("for good: 2");
            page.locator("#form-submit").click();
            assertThat(page.locator("#deadletters-state")).containsText("No dead letters");
            assertThat(page.locator("#long-work")).hasCount(0);
        }
    }

    @Test
    @Order(12)
    void putsAllThatFitBackAndNoneWhereOnlyOthersAreShown() throws IOException {
        giveUp(2);
        try (AdminPage admin = AdminPage.signIn(system).go(system, "dead-letters?state=requeued")) {
            Page page = admin.page();
            assertThat(page.locator("#deadletters-state")).hasAttribute("data-state", "nothing_found");
            assertThat(page.locator("#nav-deadletters")).isVisible();
            assertThat(page.locator("#letters-requeue")).isHidden();
            admin.go(system, "dead-letters?kind=rejected");
            page.locator("#letters-requeue").click();
            page.locator("#form-submit").click();
            assertThat(page.locator("vaadin-notification-card")).containsText("Done. Messages: 2");
        }
    }

    @Test
    @Order(13)
    void closesAMessageBeforeThePortalHasHeardOfIt() {
        try (AdminPage admin = AdminPage.signIn(system).go(system, "messages")) {
            Page page = admin.page();
            badges(page).first().click();
            assertThat(page.locator("#message-dialog .facts")).isVisible();

            try (HeldPart _ = system.hold("admin")) {
                page.locator("#message-close").click();
                assertThat(page.locator("#message-dialog .facts")).isHidden();
            }

            assertThat(page.locator("#message-dialog")).hasCount(0);
            badges(page).first().click();
            assertThat(page.locator("#message-dialog .facts")).isVisible();
        }
    }

    private static String[] numbers(Look look, long... counts) {
        return LongStream.of(counts).mapToObj(look::number).toArray(String[]::new);
    }

    /** The sums of the columns of the table beside the chart: delivered, waiting, failed. */
    private static List<Long> totals(Page page) {
        return IntStream.rangeClosed(1, 3)
                .mapToObj(column -> page.locator("#throughput-table td:nth-of-type(" + column + ")"))
                .map(cells -> cells.allTextContents().stream()
                        .mapToLong(Long::parseLong)
                        .sum())
                .toList();
    }

    /** Has so many messages refused by the server. */
    private void giveUp(int many) throws IOException {
        try (HeldPart _ = system.hold("worker")) {
            for (int number = 0; number < many; number++) {
                new RedisFiles(system).spoil(accepted(OTHER_NUMBER, "spoiled, too: " + number));
            }
        }
        Await.until(
                () -> cli.json("message", "dead", "list").path("dead_letters").size() == many,
                "all are given up",
                PATIENCE);
    }

    private static void openCalendar(Page page) {
        page.locator("#from-filter vaadin-text-field vaadin-button").click();
    }

    private static Locator day(Page page, LocalDate day) {
        return page.locator("#from-filter .jalali-calendar td[data-day='" + day + "']");
    }

    private static Locator badges(Page page) {
        return page.locator("#messages vaadin-badge:visible");
    }

    private static Locator letters(Page page) {
        return page.locator("#deadletters-grid vaadin-badge:visible");
    }

    private boolean isDeadAgain() {
        JsonNode letter = cli.json("message", "dead", "view", spoiled);
        return letter.path("state").asText().equals("dead")
                && letter.path("requeue_epoch").asInt() == 1;
    }

    private String accepted(String number, String body) throws IOException {
        Https.Answer answer = system.client().send(number, body);
        assertEquals(202, answer.status(), answer.body());
        return answer.json().path("message_id").asText();
    }

    private static LocatorAssertions.HasTextOptions patiently() {
        return new LocatorAssertions.HasTextOptions().setTimeout(PATIENCE.toMillis());
    }

    private static LocatorAssertions.HasCountOptions counted() {
        return new LocatorAssertions.HasCountOptions().setTimeout(30_000);
    }
}
