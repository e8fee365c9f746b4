package org.messagebroker.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.messagebroker.testing.RenderedPage;

/** The admin UI of a running system in a real browser: one person in front of one screen. */
final class AdminPage implements AutoCloseable {

    static final String ADMINISTRATOR = "admin@broker.localhost";

    /** Where pictures go; docs/screenshots when the pages' pictures are to be renewed. */
    private static final Path PICTURES =
            Path.of(Optional.ofNullable(System.getenv("SCREENSHOTS")).orElse("target/screenshots"));

    /** No secret gets into a picture, not even that of a system which is gone: what is shown once is there to be copied. */
    private static final String SECRETS = ".qr-code img, #second-factor-secret, .copyable pre";

    private final List<BrowserContext> contexts = new ArrayList<>();
    private final Look look;
    private final Page page;

    static {
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
    }

    private AdminPage(Look look) {
        this.look = look;
        page = person(new Browser.NewContextOptions()
                        .setTimezoneId("Asia/Tehran")
                        .setColorScheme(look.colors)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setViewportSize(look.width, look.height))
                .newPage();
        page.setDefaultTimeout(60_000);
    }

    /** A browser in which nothing is open yet. */
    static AdminPage open() {
        return open(Look.ENGLISH_LIGHT);
    }

    static AdminPage open(Look look) {
        return new AdminPage(look);
    }

    /** The administrator, signed in. */
    static AdminPage signIn(RunningSystem system) {
        return signIn(system, Look.ENGLISH_LIGHT);
    }

    static AdminPage signIn(RunningSystem system, Look look) {
        return signIn(system, look, ADMINISTRATOR, system.adminPassword());
    }

    /** Anybody, signed in. */
    static AdminPage signIn(RunningSystem system, Look look, String email, String password) {
        AdminPage admin = open(look);
        signIn(admin.page, system, email, password);
        return admin;
    }

    private static void signIn(Page page, RunningSystem system, String email, String password) {
        page.navigate("https://localhost:" + system.port(8080) + "/");
        page.locator("input[name=username]").fill(email);
        page.locator("input[name=password]").fill(password);
        page.keyboard().press("Enter");
        page.locator("vaadin-app-layout h1, #password-submit").first().waitFor();
    }

    /** The administrator, signed in once more in the same browser but with cookies and a cache of its own. */
    Page signInAgain(RunningSystem system) {
        Page again = person(new Browser.NewContextOptions()).newPage();
        again.setDefaultTimeout(60_000);
        signIn(again, system, ADMINISTRATOR, system.adminPassword());
        return again;
    }

    /** A page that knows who is signed in, and has nothing else in its cache. */
    Page withEmptyCache() {
        return person(new Browser.NewContextOptions()
                        .setStorageState(page.context().storageState()))
                .newPage();
    }

    private BrowserContext person(Browser.NewContextOptions options) {
        BrowserContext context =
                Chromium.BROWSER.newContext(options.setIgnoreHTTPSErrors(true).setLocale(look.language));
        contexts.add(context);
        return context;
    }

    /** Leads to a page by its address, such as {@code users?search=a}. */
    AdminPage go(RunningSystem system, String address) {
        page.navigate("https://localhost:" + system.port(8080) + "/" + address);
        page.locator("h1").first().waitFor();
        return this;
    }

    /** Waits until the list of messages, which the administrator wants to see with texts, shows this one. */
    void awaitMessage(String text) {
        page.navigate(page.url().replaceFirst("(https://[^/]+).*", "$1/messages?texts=yes"));
        page.locator("#messages").getByText(text).first().waitFor();
    }

    Page page() {
        return page;
    }

    /** What is against WCAG 2.2 A and AA on the page as it is now. */
    List<String> violations() {
        return new RenderedPage(page).violations();
    }

    /** A picture of the page as it is now, such as {@code users-english-light.png}. */
    void picture(String name) {
        new RenderedPage(page).settle();
        try {
            Files.createDirectories(PICTURES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        page.screenshot(new Page.ScreenshotOptions()
                .setMask(List.of(page.locator(SECRETS)))
                .setMaskColor("gray")
                .setPath(PICTURES.resolve(name + "-" + look.suffix() + ".png")));
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }

    /** How a person's screen looks. */
    enum Look {
        ENGLISH_LIGHT("en-GB", ColorScheme.LIGHT, 1280, 800),
        PERSIAN_DARK("fa-IR", ColorScheme.DARK, 1280, 800),
        PERSIAN_PHONE("fa-IR", ColorScheme.LIGHT, 390, 800);

        private final String language;
        private final ColorScheme colors;
        private final int width;
        private final int height;

        Look(String language, ColorScheme colors, int width, int height) {
            this.language = language;
            this.colors = colors;
            this.width = width;
            this.height = height;
        }

        /** As a page in this language writes it. */
        String number(long count) {
            return NumberFormat.getIntegerInstance(Locale.forLanguageTag(language))
                    .format(count);
        }

        private String suffix() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
