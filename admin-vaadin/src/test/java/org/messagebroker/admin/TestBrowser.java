package org.messagebroker.admin;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.WebSocketFrame;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The machine's Chromium. */
final class TestBrowser implements AutoCloseable {

    private static final double PATIENCE = 30_000;
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Browser browser = playwright
            .chromium()
            .launch(new BrowserType.LaunchOptions()
                    .setExecutablePath(Path.of("/usr/bin/chromium"))
                    .setArgs(FLAGS));
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();

    /** A person's browser: nothing remembered, an English system in light colours. */
    Page page() {
        return page("en-GB", ColorScheme.LIGHT, 1280, 800);
    }

    Page page(String language, ColorScheme colors, int width, int height) {
        errors.clear();
        received.clear();
        BrowserContext person = browser.newContext(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setLocale(language)
                .setTimezoneId("Asia/Tehran")
                .setColorScheme(colors)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(width, height));
        person.setDefaultTimeout(PATIENCE);
        Page page = person.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.onWebSocket(socket -> socket.onFrameReceived(this::keep));
        return page;
    }

    /** Everything the browser complained of, violations of the page's policy among it. */
    List<String> errors() {
        return List.copyOf(errors);
    }

    /** Takes back complaints that say this, which the story has caused. */
    void forgive(String words) {
        errors.removeIf(error -> error.contains(words));
    }

    /** What came through web sockets. */
    List<String> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }

    private void keep(WebSocketFrame frame) {
        received.add(String.valueOf(frame.text()));
    }
}
