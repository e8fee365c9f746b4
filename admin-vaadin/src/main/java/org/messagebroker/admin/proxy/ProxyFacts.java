package org.messagebroker.admin.proxy;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.api.ProxyView;

/** What is known of a proxy, in the language of the page. */
final class ProxyFacts {

    private static final Set<String> CHECKS =
            Set.of("redis", "main_server", "certificate", "policy", "client_certificates");
    private static final Set<String> RESULTS =
            Set.of("healthy", "degraded", "unhealthy", "valid", "expiring", "expired", "missing", "refused", "off");

    private ProxyFacts() {}

    /** What matters at once. */
    static Facts glance(Component page, Formats formats, ProxyView proxy) {
        return new Facts()
                .fact("proxies.seen", formats.dateTime(proxy.lastSeen()))
                .fact("proxies.version", Foreign.ltr(proxy.version()))
                .fact("proxies.depth", number(formats, proxy.depth()))
                .fact("proxies.oldest", seconds(page, formats, proxy.oldestSeconds()))
                .fact("proxies.accepted", perMinute(page, formats, proxy.acceptedPerMinute()))
                .fact("proxies.refused", perMinute(page, formats, proxy.refusedPerMinute()))
                .fact("proxies.certificate", days(page, formats, proxy))
                .fact("proxies.tls", Foreign.ltr(String.join(" ", proxy.tls().protocols())));
    }

    /** Everything. */
    static Facts all(Component page, Formats formats, ProxyView proxy) {
        return glance(page, formats, proxy)
                .fact("proxies.site", Foreign.ltr(proxy.site()))
                .fact("proxies.first", formats.dateTime(proxy.firstSeen()))
                .fact("proxies.quarantined", number(formats, proxy.quarantined()))
                .fact("proxies.policy", policy(page, proxy))
                .fact("proxies.accepts", formats.dateTime(proxy.acceptsUntil()))
                .fact("proxies.verifies", page.getTranslation(proxy.verifiesClients() ? "proxies.yes" : "proxies.no"))
                .fact("proxies.negotiated", counted(formats, proxy.negotiated()))
                .fact("proxies.check", checks(page, proxy.checks()));
    }

    /** All that is not as it should be, in the server's words. */
    static Div warnings(List<String> warnings) {
        Div all = new Div();
        all.addClassName("names");
        warnings.forEach(warning -> all.add(reason(warning)));
        return all;
    }

    static Span reason(String why) {
        Span reason = Foreign.english(why);
        reason.addClassName("reason");
        return reason;
    }

    static Badge badge(Component page, ProxyView proxy) {
        Badge badge = new Badge(page.getTranslation("proxies.state." + word(proxy.state())));
        badge.getElement()
                .setAttribute(
                        "theme",
                        switch (proxy.state()) {
                            case GREEN -> "success";
                            case YELLOW -> "warning";
                            case RED -> "error";
                        });
        return badge;
    }

    static String word(ProxyView.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private static String number(Formats formats, Optional<Long> value) {
        return value.map(formats::number).orElse("—");
    }

    private static String seconds(Component page, Formats formats, Optional<Long> value) {
        return value.map(span -> page.getTranslation("proxies.seconds", formats.number(span)))
                .orElse("—");
    }

    private static String perMinute(Component page, Formats formats, Optional<Long> value) {
        return value.map(rate -> page.getTranslation("proxies.rate", formats.number(rate)))
                .orElse("—");
    }

    private static String days(Component page, Formats formats, ProxyView proxy) {
        return page.getTranslation("proxies.days", formats.number(proxy.certificateDaysLeft()));
    }

    private static Span policy(Component page, ProxyView proxy) {
        return new Span(
                Foreign.ltr(proxy.policyVersion()),
                new Span(" · " + page.getTranslation(proxy.confirmed() ? "proxies.confirmed" : "proxies.unconfirmed")));
    }

    private static Span counted(Formats formats, Map<String, Long> negotiated) {
        Span all = new Span();
        all.addClassName("names");
        new TreeMap<>(negotiated)
                .forEach((version, times) ->
                        all.add(new Span(Foreign.ltr(version), new Span(" × " + formats.number(times)))));
        return all;
    }

    private static Span checks(Component page, Map<String, String> checks) {
        Span all = new Span();
        all.addClassName("names");
        new TreeMap<>(checks)
                .forEach((check, result) -> all.add(new Span(
                        word(page, CHECKS, "proxies.check.", check),
                        new Span(": "),
                        word(page, RESULTS, "proxies.result.", result))));
        return all;
    }

    /** A proxy that is newer than the portal may say what the portal has no word for. */
    private static Span word(Component page, Set<String> known, String family, String word) {
        return known.contains(word) ? new Span(page.getTranslation(family + word)) : Foreign.ltr(word);
    }
}
