package org.messagebroker.e2e;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The admin UI of a running system in a real browser, the administrator signed in. */
final class AdminPage implements AutoCloseable {

    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright =
            Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    private final Page page;

    private AdminPage() {
        page = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(Path.of("/usr/bin/chromium"))
                        .setArgs(FLAGS))
                .newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true))
                .newPage();
        page.setDefaultTimeout(60_000);
    }

    static AdminPage signIn(RunningSystem system) {
        AdminPage admin = new AdminPage();
        admin.page.navigate("https://localhost:" + system.port(8080) + "/");
        admin.page.locator("input[name=username]").fill("admin@broker.localhost");
        admin.page.locator("input[name=password]").fill(system.adminPassword());
        admin.page.keyboard().press("Enter");
        return admin;
    }

    /** Waits until the list of messages shows the text. */
    void awaitMessage(String text) {
        page.locator("#messages").getByText(text).first().waitFor();
    }

    @Override
    public void close() {
        playwright.close();
    }
}
