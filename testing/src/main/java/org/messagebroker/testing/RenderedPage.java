package org.messagebroker.testing;

import com.deque.html.axecore.args.AxeRuleOptions;
import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.AxeResults;
import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A page in a browser, as a person sees it when nothing moves on it any more. */
public record RenderedPage(Page page) {

    private static final String VAADINS_OWN = "vaadin-connection-indicator";
    private static final String CONTRAST = "color-contrast";

    /** A single letter or digit may be a picture: axe does not judge it. */
    private static final String SINGLE_CHARACTER = "shortTextContent";

    /** Where axe does not look through what lies between a text and its ground. */
    private static final List<String> LAYERED = List.of("bgOverlap", "elmPartiallyObscured", "pseudoContent");

    /** Vaadin's layers for a row pointed at and for more to scroll to: transparent, yet axe does not look through them. */
    private static final String WITHOUT_EMPTY_LAYERS = """
            (() => {
              const sheet = new CSSStyleSheet();
              sheet.replaceSync(`
                vaadin-grid::part(cell) { background-image: none !important; }
                vaadin-scroller::before, vaadin-scroller::after { content: none !important; }`);
              document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
            })()""";

    /**
     * For text that axe takes for hidden below something, such as one in a shadow within a shadow: the contrast of its colour with all
     * that is painted behind it (WCAG 2.2, relative luminance).
     */
    private static final String CONTRAST_OF = """
            (path) => {
              const text = path.reduce((found, selector) => (found.shadowRoot ?? found).querySelector(selector), document);
              const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
              const paint = (color) => { canvas.fillStyle = color; canvas.fillRect(0, 0, 1, 1); };
              const luminance = () => [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
                .map((value) => value / 255)
                .map((value) => value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)
                .reduce((sum, value, i) => sum + value * [0.2126, 0.7152, 0.0722][i], 0);
              const behind = [];
              for (let e = text; e; e = e.assignedSlot ?? e.parentElement ?? e.getRootNode().host) {
                behind.unshift(getComputedStyle(e).backgroundColor);
              }
              ['#fff', ...behind].forEach(paint);
              const ground = luminance();
              paint(getComputedStyle(text).color);
              const ink = luminance();
              return (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
            }""";

    private static final double LEAST_CONTRAST = 4.5;

    private static final String WITH_THEM = "document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1)";

    /**
     * What axe finds against WCAG 2.2 A and AA on the page as it is now; text whose contrast it cannot judge, too. Targets that
     * are too small are the one rule of WCAG 2.2, and axe looks for them only where it is told to.
     */
    public List<String> violations() {
        settle();
        page.evaluate(WITHOUT_EMPTY_LAYERS);
        AxeResults found =
                new AxeBuilder(page).options(options()).exclude(VAADINS_OWN).analyze();
        page.evaluate(WITH_THEM);
        return Stream.concat(found.getViolations().stream().map(RenderedPage::told), unreadable(found))
                .toList();
    }

    /** Waits for the fonts and for the end of what moves; not of what moves for ever. */
    public void settle() {
        page.evaluate("document.fonts.ready");
        page.waitForFunction("document.getAnimations().every(a => a.playState !== 'running'"
                + " || a.effect.getComputedTiming().iterations === Infinity)");
    }

    private static AxeRunOptions options() {
        AxeRuleOptions enabled = new AxeRuleOptions();
        enabled.setEnabled(true);
        AxeRunOptions options = new AxeRunOptions();
        options.setRules(Map.of("target-size", enabled));
        return options;
    }

    private Stream<String> unreadable(AxeResults found) {
        return found.getIncomplete().stream()
                .filter(rule -> rule.getId().equals(CONTRAST))
                .flatMap(rule -> rule.getNodes().stream())
                .filter(node -> !said(node, SINGLE_CHARACTER))
                .filter(node ->
                        LAYERED.stream().noneMatch(reason -> said(node, reason)) || contrast(node) < LEAST_CONTRAST)
                .map(RenderedPage::told);
    }

    private double contrast(CheckedNode node) {
        Object path = node.getTarget();
        while (path instanceof List<?> list && list.getFirst() instanceof List<?> inner) {
            path = inner;
        }
        return ((Number) page.evaluate(CONTRAST_OF, path)).doubleValue();
    }

    private static boolean said(CheckedNode node, String reason) {
        return node.getAny().stream()
                .anyMatch(check -> String.valueOf(check.getData()).contains(reason));
    }

    private static String told(Rule rule) {
        return rule.getId() + " "
                + rule.getNodes().stream().limit(3).map(RenderedPage::told).toList();
    }

    private static String told(CheckedNode node) {
        return node.getHtml() + ": " + node.getFailureSummary();
    }
}
