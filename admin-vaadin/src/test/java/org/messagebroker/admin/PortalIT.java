package org.messagebroker.admin;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.admin.server.ProxyState;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.MessageView;
import org.messagebroker.testing.RenderedPage;

/** The portal in a real browser, over HTTPS, in front of a server that speaks the contract. */
class PortalIT {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final Pattern LOGIN = Pattern.compile(".*/login.*");
    private static final Pattern MESSAGES = Pattern.compile(".*/messages.*");

    @TempDir
    static Path directory;

    private static TestPortal portal;
    private static TestBrowser browser;

    @BeforeAll
    static void start() throws IOException {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        portal = new TestPortal(directory, Map.of());
        browser = new TestBrowser();
    }

    @AfterAll
    static void stop() {
        browser.close();
        portal.close();
    }

    @BeforeEach
    void clear() {
        portal.peer().clear();
        portal.peer().forwardedFor("/portal/messages/search");
        portal.peer().away(false);
        portal.peer().tokensLive(900);
        portal.peer().permit("message.read.all", "message.body.read");
        portal.peer().proxies(List.of());
    }

    /** A violation of the page's policy for scripts shows up here. */
    @AfterEach
    void browserComplainsOfNothing() {
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void leadsThroughTheLoginToThePageAskedFor() {
        Page page = browser.page();
        page.navigate(portal.url() + "/messages");
        assertThat(page).hasURL(LOGIN);
        signIn(page);
        assertThat(page).hasURL(MESSAGES);
        assertThat(state(page)).containsText("No messages yet");
        assertEquals(Set.of("127.0.0.1"), Set.copyOf(portal.peer().forwardedFor("/portal/messages/search")));
    }

    @Test
    void tellsThatThePasswordIsWrongAndKeepsTheAddress() {
        Page page = login();
        signIn(page, PortalPeer.EMAIL, "not the password");
        assertThat(notice(page)).containsText("The e-mail address or the password is wrong");
        assertThat(page.locator("input[name=username]")).hasValue(PortalPeer.EMAIL);
    }

    @Test
    void tellsHowLongAnAccountIsLocked() {
        Page page = login();
        signIn(page, PortalPeer.LOCKED_EMAIL, PortalPeer.PASSWORD);
        assertThat(notice(page)).containsText(Pattern.compile("Try again in [34]:\\d\\d minutes"));
    }

    @Test
    void tellsThatAnAccountIsClosed() {
        Page page = login();
        signIn(page, PortalPeer.CLOSED_EMAIL, PortalPeer.PASSWORD);
        assertThat(notice(page)).containsText("This account cannot be used");
    }

    @Test
    void tellsThatTheServerIsAway() {
        Page page = login();
        portal.peer().away(true);
        signIn(page);
        assertThat(notice(page)).containsText("The server does not answer");
    }

    @Test
    void keepsTheRightPasswordWhileASecondFactorCannotBeSetUp() {
        Page page = login();
        signIn(page, PortalPeer.FACTORLESS_EMAIL, PortalPeer.PASSWORD);
        assertThat(page.locator(".qr-code img")).isVisible();
        portal.peer().away(true);
        page.reload();
        assertThat(notice(page)).containsText("The server does not answer");
        assertThat(page.locator("#code")).isHidden();
        portal.peer().away(false);
        page.locator("#code-retry").click();
        assertThat(page.locator(".qr-code img")).isVisible();
        assertThat(page.locator("#code")).isVisible();
        portal.peer().endChallenges();
        page.reload();
        assertThat(notice(page)).containsText("Begin again");
        assertThat(page.locator("input[name=username]")).isVisible();
    }

    @Test
    void changesTheSessionIdAtTheSignIn() {
        Page page = login();
        String before = sessionCookie(page).value;
        signIn(page);
        assertThat(state(page)).isVisible();
        assertNotEquals(before, sessionCookie(page).value);
        assertTrue(sessionCookie(page).httpOnly && sessionCookie(page).secure);
    }

    @Test
    void showsANewMessageWithinTwoSeconds() {
        store(5);
        Page page = messages();
        page.navigate(portal.url() + "/messages?texts=yes");
        assertThat(badge(page, "Delivered").first()).isVisible();
        Locator body = page.getByText("just arrived سلام");
        portal.peer().store(Examples.message(Instant.now(), 1, MessageStatus.DELIVERED, "just arrived سلام"));
        assertThat(body).isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(2000));
    }

    @Test
    void showsANewStatusByItself() {
        Instant time = Instant.now();
        MessageView queued = Examples.message(time, 1, MessageStatus.QUEUED, "x");
        portal.peer().store(queued);
        Page page = messages();
        assertThat(badge(page, "Queued")).isVisible();
        portal.peer().store(with(queued, MessageStatus.FAILED));
        assertThat(badge(page, "Failed")).isVisible();
    }

    @Test
    void fetchesOlderMessagesAsThePersonScrolls() {
        store(180);
        Page page = messages();
        assertThat(badge(page, "Delivered").first()).isVisible();
        Locator oldest = page.getByText("+98******0179");
        page.locator("#messages").hover();
        page.waitForCondition(() -> {
            page.mouse().wheel(0, 3000);
            return oldest.isVisible();
        });
    }

    @Test
    void showsOneStatusOnly() {
        store(20);
        Page page = messages();
        assertThat(badge(page, "Delivered").first()).isVisible();
        page.locator("#status-filter").click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Failed"))
                .click();
        assertThat(badge(page, "Delivered")).hasCount(0);
        assertThat(badge(page, "Failed").first()).isVisible();
        portal.peer().clear();
        assertThat(state(page)).containsText("Nothing found");
        assertThat(page).hasURL(Pattern.compile(".*status=failed.*"));
        page.goBack();
        assertThat(state(page)).containsText("No messages yet");
    }

    @Test
    void showsEverythingAboutOneMessage() {
        MessageView message = Examples.message(Instant.now(), 1, MessageStatus.DELIVERED, "the whole text 👋");
        portal.peer().store(message);
        Page page = messages();
        badge(page, "Delivered").click();
        assertThat(page.locator("#message-dialog"))
                .containsText(message.messageId().toString());
        assertThat(page).hasURL(Pattern.compile(".*message=" + message.messageId() + ".*"));
        page.locator("#message-close").click();
        assertThat(page.locator("#message-dialog")).hasCount(0);
    }

    @Test
    void readsATextOnlyWhenThePersonAsksForIt() {
        portal.peer().store(Examples.message(Instant.now(), 1, MessageStatus.DELIVERED, "the whole text 👋"));
        int before = portal.peer().textsRead();
        Page page = messages();
        badge(page, "Delivered").click();
        assertThat(page.locator("#message-dialog .facts")).isVisible();
        assertThat(page.getByText("the whole text")).hasCount(0);
        assertEquals(before, portal.peer().textsRead());
        page.locator("#message-read").click();
        assertThat(page.locator("#message-text")).hasText("the whole text 👋");
        assertEquals(before + 1, portal.peer().textsRead());
    }

    @Test
    void keepsANumberOutOfTheAddress() {
        store(3);
        Page page = messages();
        page.locator("#message-search input").fill("not a number");
        page.locator("#message-search input").press("Enter");
        assertThat(page.locator("#message-search")).containsText("A whole number");
        page.locator("#message-search input").fill("+989121234567");
        page.locator("#message-search input").press("Enter");
        assertThat(page).hasURL(Pattern.compile(".*number=[0-9a-f-]{36}"));
        page.reload();
        assertThat(page.locator("#message-search input")).hasValue("+989121234567");
    }

    @Test
    void leadsToTheSearchWithTheSlashKeyUnlessThePersonIsTyping() {
        Page page = messages();
        Locator search = page.locator("#message-search input");
        assertThat(search).not().isFocused();
        page.keyboard().press("/");
        assertThat(search).isFocused();
        assertThat(search).hasValue("");
        page.keyboard().press("/");
        assertThat(search).hasValue("/");
        Locator day = page.locator("#from-filter input");
        day.focus();
        page.keyboard().press("/");
        assertThat(day).isFocused();
        assertThat(day).hasValue("/");
    }

    @Test
    void tellsThatTheConnectionIsLostUntilItIsBack() {
        Page page = messages();
        assertThat(connection(page)).hasCSS("opacity", "0");
        page.context().setOffline(true);
        assertThat(connection(page)).containsText("Connection lost");
        assertThat(connection(page)).hasCSS("opacity", "1");
        page.context().setOffline(false);
        assertThat(connection(page)).hasCSS("opacity", "0");
        portal.peer().store(Examples.message(Instant.now(), 1, MessageStatus.DELIVERED, "x"));
        assertThat(badge(page, "Delivered")).isVisible();
        browser.forgive("ERR_INTERNET_DISCONNECTED");
    }

    @Test
    void tellsInThePersonsLanguageThatTheConnectionIsLost() {
        Page page = messages();
        choose(page, "#language", "#language-fa");
        assertThat(page.locator("h1")).hasText("پیام‌ها");
        page.context().setOffline(true);
        assertThat(connection(page)).containsText("ارتباط قطع شد");
        page.context().setOffline(false);
        assertThat(connection(page)).hasText("ارتباط برقرار است");
        browser.forgive("ERR_INTERNET_DISCONNECTED");
    }

    @Test
    void switchesTheLanguageWithoutAReloadAndRemembersIt() {
        store(5);
        Page page = messages();
        page.evaluate("window.sameDocument = true");
        choose(page, "#language", "#language-fa");
        assertThat(page.locator("h1")).hasText("پیام‌ها");
        assertThat(badge(page, "تحویل‌شده").first()).isVisible();
        assertThat(page.locator("html")).hasAttribute("dir", "rtl");
        assertEquals(true, page.evaluate("window.sameDocument === true"));
        page.reload();
        assertThat(page.locator("h1")).hasText("پیام‌ها");
        assertThat(page.locator("html")).hasAttribute("lang", "fa");
    }

    @Test
    void switchesTheThemeAndRemembersIt() {
        Page page = messages();
        choose(page, "#theme", "#theme-dark");
        assertThat(page.locator("html")).hasCSS("color-scheme", "dark");
        page.reload();
        assertThat(page.locator("html")).hasCSS("color-scheme", "dark");
    }

    @Test
    void returnsToTheSamePageAfterTheSessionHasEnded() {
        Page page = messages();
        page.navigate(portal.url() + "/messages");
        assertThat(page.locator("#live")).hasText("Live");
        portal.peer().endSessions();
        assertThat(page).hasURL(LOGIN);
        assertThat(notice(page)).containsText("Your session has ended");
        signIn(page);
        assertThat(page).hasURL(MESSAGES);
        assertThat(page.locator("h1")).hasText("Messages");
    }

    @Test
    void leadsOnlyToWhereTheRoleMayGoAndFollowsWhenItChanges() {
        Page page = messages();
        assertThat(page.locator("#nav-messages")).isVisible();
        portal.peer().permit("user.read");
        assertThat(page.locator("#nav-messages")).isHidden();
        portal.peer().permit("message.read");
        assertThat(page.locator("#nav-messages")).isVisible();
    }

    @Test
    void renewsTheAccessTokenInTime() {
        portal.peer().tokensLive(1);
        Page page = messages();
        int before = portal.peer().tokensEverGiven().size();
        page.waitForCondition(() -> portal.peer().tokensEverGiven().size() > before + 2);
        assertThat(page.locator("#live")).hasText("Live");
    }

    @Test
    void keepsWhatItShowsWhileTheServerIsAway() {
        store(3);
        Page page = messages();
        assertThat(badge(page, "Delivered").first()).isVisible();
        portal.peer().away(true);
        assertThat(page.locator("#messages-notice")).containsText("The server does not answer");
        assertThat(badge(page, "Delivered").first()).isVisible();
        portal.peer().away(false);
        assertThat(page.locator("#messages-notice")).isHidden();
    }

    @Test
    void signsOutHereAndAtTheServer() {
        Page page = messages();
        page.locator("#person-menu").click();
        page.locator("#sign-out").click();
        assertThat(page).hasURL(LOGIN);
        assertThat(notice(page)).containsText("You have signed out");
        page.waitForCondition(() -> portal.peer().sessions() == 0);
        page.navigate(portal.url() + "/messages");
        assertThat(page).hasURL(LOGIN);
    }

    @Test
    void neverHandsATokenToTheBrowser() {
        store(3);
        Page page = browser.page();
        StringBuilder seen = new StringBuilder();
        page.route("**/*", route -> {
            APIResponse response = route.fetch(new Route.FetchOptions().setMaxRedirects(0));
            seen.append(response.headers()).append(response.text());
            route.fulfill(new Route.FulfillOptions().setResponse(response));
        });
        page.navigate(portal.url() + "/messages");
        signIn(page);
        assertThat(badge(page, "Delivered").first()).isVisible();
        seen.append(page.content()).append(browser.received());
        page.context().cookies().forEach(cookie -> seen.append(cookie.value));
        portal.peer()
                .tokensEverGiven()
                .forEach(token -> assertFalse(seen.toString().contains(token)));
    }

    @Test
    void warnsOfProxiesWithoutClientCertificatesAndStopsByItself() {
        portal.peer().proxies(List.of(new ProxyState("north", true), new ProxyState("south", false)));
        Page page = messages();
        assertThat(unverified(page)).containsText("Client certificates are off");
        assertThat(unverified(page)).containsText("south");
        assertThat(unverified(page)).not().containsText("north");
        portal.peer().proxies(List.of(new ProxyState("north", true), new ProxyState("south", true)));
        assertThat(unverified(page)).isHidden();
        portal.peer().proxies(List.of(new ProxyState("north", false), new ProxyState("south", false)));
        assertThat(unverified(page)).containsText(Pattern.compile("north.*south"));
    }

    @Test
    void warnsInThePersonsLanguage() {
        portal.peer().proxies(List.of(new ProxyState("south", false)));
        Page page = messages();
        assertThat(unverified(page)).containsText("Client certificates are off");
        choose(page, "#language", "#language-fa");
        assertThat(unverified(page)).containsText("گواهی‌نامهٔ کلاینت‌ها بررسی نمی‌شود");
        assertThat(unverified(page)).containsText("south");
    }

    @Test
    void keepsTheWarningWhileTheServerIsAway() {
        store(3);
        portal.peer().proxies(List.of(new ProxyState("south", false)));
        Page page = messages();
        assertThat(unverified(page)).isVisible();
        portal.peer().away(true);
        assertThat(page.locator("#messages-notice")).containsText("The server does not answer");
        int asked = portal.peer().proxyQuestions();
        page.waitForCondition(() -> portal.peer().proxyQuestions() > asked + 1);
        assertThat(unverified(page)).isVisible();
    }

    @Test
    void doesNotAskAgainForProxiesThatThePersonMayNotSee() {
        portal.peer().proxies(List.of(new ProxyState("south", false)));
        Page page = messages();
        assertThat(unverified(page)).isVisible();
        portal.peer().refuseProxies();
        assertThat(unverified(page)).isHidden();
        page.reload();
        assertThat(page.locator("#live")).hasText("Live");
        assertThat(unverified(page)).isHidden();
    }

    @Test
    void isAccessibleAndBeautifulInLight() throws IOException {
        examine("english-light", "en-GB", ColorScheme.LIGHT, 1280);
    }

    @Test
    void isAccessibleAndBeautifulInPersianAndDark() throws IOException {
        examine("persian-dark", "fa-IR", ColorScheme.DARK, 1280);
    }

    @Test
    void isAccessibleAndBeautifulOnAPhone() throws IOException {
        examine("persian-phone", "fa-IR", ColorScheme.LIGHT, 390);
    }

    /** Checks both pages with axe, and leaves a picture of each. */
    private static void examine(String name, String language, ColorScheme colors, int width) throws IOException {
        store(60);
        portal.peer().proxies(List.of(new ProxyState("dmz-south", false)));
        Files.createDirectories(SCREENSHOTS);
        Page page = browser.page(language, colors, width, 800);
        page.navigate(portal.url() + "/messages?texts=yes");
        assertThat(page.locator("input[name=username]")).isVisible();
        picture(page, name + "-login");
        assertEquals(List.of(), new RenderedPage(page).violations());
        signIn(page);
        assertThat(page.locator("#messages vaadin-badge:visible").first()).isVisible();
        assertThat(unverified(page)).isVisible();
        picture(page, name + "-messages");
        assertEquals(List.of(), new RenderedPage(page).violations());
        page.locator("#messages vaadin-badge:visible").nth(3).click();
        assertThat(page.locator("#message-dialog .facts")).isVisible();
        picture(page, name + "-message");
        assertEquals(List.of(), new RenderedPage(page).violations());
    }

    private static void picture(Page page, String name) {
        new RenderedPage(page).settle();
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    private static Page login() {
        Page page = browser.page();
        page.navigate(portal.url() + "/login");
        return page;
    }

    private static Page messages() {
        Page page = browser.page();
        page.navigate(portal.url() + "/messages");
        signIn(page);
        assertThat(page.locator("#live")).hasText("Live");
        return page;
    }

    private static void signIn(Page page) {
        signIn(page, PortalPeer.EMAIL, PortalPeer.PASSWORD);
    }

    private static void signIn(Page page, String email, String password) {
        page.locator("input[name=username]").fill(email);
        page.locator("input[name=password]").fill(password);
        page.locator("input[name=password]").press("Enter");
    }

    private static void choose(Page page, String menu, String item) {
        page.locator(menu).first().click();
        page.locator(item).first().click();
    }

    private static Locator notice(Page page) {
        return page.locator("#login-notice");
    }

    private static Locator unverified(Page page) {
        return page.locator("#clients-unverified");
    }

    private static Locator connection(Page page) {
        return page.locator("vaadin-connection-indicator .v-status-message");
    }

    private static Locator state(Page page) {
        return page.locator("#messages-state");
    }

    private static Locator badge(Page page, String words) {
        return page.locator("#messages vaadin-badge:visible").filter(new Locator.FilterOptions().setHasText(words));
    }

    private static Cookie sessionCookie(Page page) {
        return page.context().cookies().stream()
                .filter(cookie -> cookie.name.equals("__Host-session"))
                .findFirst()
                .orElseThrow();
    }

    private static void store(int count) {
        Instant now = Instant.now();
        for (int i = 0; i < count; i++) {
            portal.peer().store(Examples.message(now.minusSeconds(37L * i), i));
        }
    }

    private static MessageView with(MessageView message, MessageStatus status) {
        return new MessageView(
                message.id(),
                message.messageId(),
                message.clientId(),
                message.senderNumberMasked(),
                message.messageBody(),
                status,
                message.attemptCount(),
                message.createdAt(),
                message.queuedAt(),
                message.deliveredAt());
    }
}
