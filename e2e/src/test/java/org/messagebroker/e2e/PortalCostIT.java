package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the portal costs: what a browser loads at first, how long a person waits, what each of many holds in the portal's memory.
 * In the test suite there are few of them and few messages; docs/benchmarks.md has the figures of many and says how they were
 * measured. Times are written down and not tested.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalCostIT {

    private static final int PEOPLE = Integer.getInteger("portal.people", 3);
    private static final int REPEATS = Integer.getInteger("portal.repeats", 2);
    private static final long FIRST_LOAD_BYTES = 650_000;

    /** For who comes with an empty cache and still signed in; a third of it draws charts, after everything else. */
    private static final long DASHBOARD_BYTES = 800_000;

    /** What this many people may hold together. */
    private static final long HEAP_BYTES = 512_000_000;

    private static final int MANY = 50;
    private static final Pattern USED = Pattern.compile("(?:DefNew|Tenured) .*used (\\d+)K");
    private static final String GRID = "document.querySelector('#messages')";

    /** Neither rows of what was asked for before, nor places of rows that are still to come. */
    private static final String ANSWERED = "((grid, state) => grid.checkVisibility() "
            + "? !grid.hasAttribute('aria-busy') && !grid.loading : state.dataset.state !== 'loading')"
            + "(" + GRID + ", document.querySelector('#messages-state'))";

    /** The grid keeps rows that are not to be seen, too. */
    private static final String FIRST_SEEN = "[..." + GRID + ".querySelectorAll('vaadin-badge')].find(badge => "
            + "document.elementsFromPoint(...(({x, y}) => [x + 5, y + 5])(badge.getBoundingClientRect())).includes(badge))";

    /** A closed message is out of sight before the portal has taken it away, which must not count for what is done next. */
    private static final String NOTHING_LEFT_BEHIND = "document.querySelector('.drawer-dialog[data-closed]') === null";

    private final Map<String, Object> figures = new LinkedHashMap<>();

    @RegisterExtension
    private final RunningSystem system = Optional.ofNullable(System.getProperty("portal.data"))
            .map(data -> RunningSystem.at(Path.of(data)))
            .orElseGet(() -> RunningSystem.prepare("portal-cost"));

    @AfterAll
    void keepFigures() throws IOException {
        Files.writeString(Repository.root().resolve("e2e/target/portal-cost.txt"), figures + "\n");
    }

    @Test
    void loadsLittleBeforeAPersonCanSignIn() {
        try (AdminPage admin = AdminPage.open()) {
            LongAdder bytes = received(admin.page());
            admin.page().navigate("https://localhost:" + system.port(8080) + "/");
            admin.page().locator("input[name=password]").waitFor();
            admin.page().waitForLoadState(LoadState.NETWORKIDLE);
            figures.put("first_load_bytes", bytes.sum());
            assertTrue(bytes.sum() > 50_000, "measured " + bytes.sum());
            assertTrue(bytes.sum() <= FIRST_LOAD_BYTES, "a first load of " + bytes.sum() + " bytes");
        }
    }

    @Test
    void loadsLittleForTheDashboard() {
        try (AdminPage admin = AdminPage.signIn(system)) {
            for (int i = 0; i < REPEATS; i++) {
                Page page = admin.withEmptyCache();
                LongAdder bytes = received(page);
                record("dashboard_cold_ms", milliseconds(() -> dashboard(page)));
                figures.put("dashboard_bytes", bytes.sum());
                record("dashboard_warm_ms", milliseconds(() -> dashboard(page)));
                page.context().close();
                assertTrue(bytes.sum() <= DASHBOARD_BYTES, "a dashboard of " + bytes.sum() + " bytes");
            }
        }
    }

    @Test
    void answersWhatPeopleDoWithMessages() {
        send("to be looked at");
        try (AdminPage admin = AdminPage.signIn(system).go(system, "messages")) {
            Page page = admin.page();
            page.locator("#messages vaadin-badge:visible").first().waitFor();
            for (int i = 0; i < REPEATS; i++) {
                page.waitForFunction(FIRST_SEEN + " !== undefined");
                acts().forEach((name, act) -> {
                    record(name, milliseconds(() -> {
                        page.evaluate(act.script());
                        page.waitForFunction(act.until());
                    }));
                    page.waitForFunction(NOTHING_LEFT_BEHIND);
                });
            }
        }
        assertEquals(REPEATS, ((List<?>) figures.get("open a message")).size());
    }

    @Test
    void showsByItselfWhatHasHappened() {
        try (AdminPage admin = AdminPage.signIn(system).go(system, "messages?texts=yes")) {
            admin.page().locator("#live[data-live=true]").waitFor();
            for (int i = 0; i < REPEATS; i++) {
                String text = "seen by itself " + i;
                record("a message on the screen", milliseconds(() -> {
                    send(text);
                    admin.page().getByText(text).first().waitFor();
                }));
            }
        }
    }

    @Test
    void holdsLittleForEveryPersonWhoIsSignedIn() {
        long before = heap();
        try (AdminPage admin = AdminPage.signIn(system)) {
            for (int i = 0; i < PEOPLE; i++) {
                Page person = admin.signInAgain(system);
                person.locator("#period-today .figure").waitFor();
                loseTrackOf(person);
            }
            long after = heap();
            assertEquals(PEOPLE + 1, open("DashboardView"));
            long each = (after - before) / PEOPLE;
            figures.put("people", PEOPLE);
            figures.put("heap_before_bytes", before);
            figures.put("heap_bytes", after);
            assertTrue(each > 0 && before > 1_000_000, figures.toString());
            assertTrue(before + MANY * each < HEAP_BYTES, "one person holds " + each + " bytes");
        }
    }

    /** The portal holds its page, and keeps it up to date, as if it were there; what fifty browsers draw is not the question. */
    private static void loseTrackOf(Page page) {
        page.context().setOffline(true);
        page.context().close();
    }

    private void send(String text) {
        try {
            assertEquals(202, system.client().send("+989120001122", text).status());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void dashboard(Page page) {
        page.navigate("https://localhost:" + system.port(8080) + "/");
        page.locator("#period-today .figure").waitFor();
        page.locator("#throughput broker-chart[data-drawn]").waitFor();
    }

    /** What a person does on the page of messages, and what is to be seen then. */
    private static Map<String, Act> acts() {
        Map<String, Act> acts = new LinkedHashMap<>();
        acts.put(
                "open a message",
                new Act(
                        FIRST_SEEN + ".click()",
                        "document.querySelector('#message-dialog dl')?.checkVisibility() === true"));
        acts.put(
                "close it",
                new Act(
                        "document.querySelector('#message-close').click()",
                        "document.querySelector('#message-close')?.checkVisibility({ visibilityProperty: true }) !== true"));
        acts.put(
                "choose a client",
                new Act(
                        "(field => { field.value = 'bench-050'; field.dispatchEvent(new CustomEvent('change')); })"
                                + "(document.querySelector('#client-filter'))",
                        "location.search.includes('client=bench-050') && " + ANSWERED));
        acts.put(
                "clear the filters",
                new Act(
                        "document.querySelector('#clear-filters').click()",
                        "!location.search.includes('client=') && " + ANSWERED));
        acts.put("scroll on", new Act(GRID + ".scrollToIndex(" + GRID + ".size - 1)", "!" + GRID + ".loading"));
        acts.put("scroll back", new Act(GRID + ".scrollToIndex(0)", "!" + GRID + ".loading"));
        return acts;
    }

    private record Act(String script, String until) {}

    private void record(String name, double milliseconds) {
        @SuppressWarnings("unchecked")
        List<Double> times = (List<Double>) figures.computeIfAbsent(name, key -> new ArrayList<Double>());
        times.add(milliseconds);
    }

    private static LongAdder received(Page page) {
        LongAdder bytes = new LongAdder();
        CDPSession session = page.context().newCDPSession(page);
        session.on(
                "Network.loadingFinished",
                (JsonObject event) -> bytes.add(event.get("encodedDataLength").getAsLong()));
        session.send("Network.enable");
        return bytes;
    }

    private static double milliseconds(Runnable act) {
        long begin = System.nanoTime();
        act.run();
        return Math.round((System.nanoTime() - begin) / 1e5) / 10.0;
    }

    /** What the portal's heap holds after a collection. */
    private long heap() {
        portal("GC.run");
        Matcher used = USED.matcher(portal("GC.heap_info"));
        long bytes = 0;
        while (used.find()) {
            bytes += Long.parseLong(used.group(1)) * 1024;
        }
        return bytes;
    }

    /** How many of these pages the portal holds. */
    private long open(String view) {
        Matcher counted =
                Pattern.compile("(\\d+) +\\d+ +\\S*\\." + view + "\\b").matcher(portal("GC.class_histogram"));
        assertTrue(counted.find(), view);
        return Long.parseLong(counted.group(1));
    }

    private String portal(String command) {
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        return BrokerCommand.execute(
                        List.of(jcmd, Long.toString(system.process("admin").pid()), command))
                .orFail()
                .output();
    }
}
