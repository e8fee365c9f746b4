package org.messagebroker.admin.language;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.api.AlertEvent;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertLevel;
import org.messagebroker.api.DeadLetterKind;
import org.messagebroker.api.DeadLetterState;
import org.messagebroker.api.MessageAttempt;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.Permission;
import org.messagebroker.api.ProxyView;
import org.messagebroker.api.ReplayMode;
import org.messagebroker.api.TestMessageView;
import org.messagebroker.certs.RevocationReason;

/** The keys that no code holds whole: their beginning stands in the code, and what completes it is known when a page is drawn. */
final class WordFamilies {

    /** What completes each beginning. */
    static final Map<String, Set<String>> COMPLETIONS = Map.ofEntries(
            family("act.", ofAdmin("audit.Subject")),
            family("alert.event.", AlertEvent.Change.values()),
            family("alert.kind.", AlertKind.values()),
            family("alert.level.", AlertLevel.values()),
            family("alerts.section.", ofAdmin("alert.Section")),
            family("audit.chain.", "acts", "logins"),
            family("authorities.state.", "standby", "active", "trusted", "retired"),
            family("certificate.act.", "renew", "rekey", "revoke"),
            family("certificates.key.", "ec", "rsa"),
            family("certificates.reason.", wires(RevocationReason.values(), RevocationReason::wire)),
            family("certificates.role.", "client", "proxy", "worker", "server", "portal", "authority"),
            family("certificates.state.", "active", "expired", "revoked"),
            family("certificates.tab.", "list", "expiring", "authorities"),
            family("client.act.", "change", "disable", "enable", "delete"),
            family("clients.replay.", ReplayMode.values()),
            family("clients.state.", "active", "disabled"),
            family("dashboard.attention.", "alerts", "proxies", "certificates", "users", "dead-letters"),
            family("dashboard.change.", ofAdmin("dashboard.Period")),
            family("dashboard.period.", ofAdmin("dashboard.Period")),
            family("dashboard.range.", ofAdmin("dashboard.ChartRange")),
            family("dashboard.split.", ofAdmin("dashboard.Split")),
            family("day.month.", numbers(1, 12)),
            family("day.short.", numbers(0, 6)),
            family("day.week.", numbers(0, 6)),
            family("deadletters.kind.", DeadLetterKind.values()),
            family("deadletters.state.", DeadLetterState.values()),
            family("factor.open.", "begin", "codes", "disable"),
            family("keys.state.", "active", "ended", "revoked"),
            family("mail.language.", org.messagebroker.api.Language.values()),
            family("messages.column.", "time", "client", "status", "number", "body", "attempts"),
            family("outcome.", MessageAttempt.Outcome.values()),
            family("permission.", wires(Permission.values(), Permission::wire)),
            family("permissions.", ofAdmin("role.PermissionGroup")),
            family("proxies.check.", "redis", "main_server", "certificate", "policy", "client_certificates"),
            family("proxies.invitation.", "open", "used", "expired"),
            family(
                    "proxies.result.",
                    "healthy",
                    "degraded",
                    "unhealthy",
                    "valid",
                    "expiring",
                    "expired",
                    "missing",
                    "refused",
                    "off"),
            family("proxies.state.", ProxyView.State.values()),
            family("proxy.test.failed.", TestMessageView.Failure.values()),
            family("role.about.", "super_admin", "admin", "user_manager", "auditor", "user"),
            family("rule.limit.", AlertKind.Measure.values()),
            family("rules.limit.", "days", "seconds", "count", "percent"),
            family("status.", MessageStatus.values()),
            family("theme.", Theme.values()),
            family("tls.auth.", "none", "optional", "required"),
            family("tls.column.", "peer", "protocol", "cipher", "connections", "last"),
            family("tls.listener.", "proxy", "server"),
            family(
                    "user.act.",
                    "role",
                    "password",
                    "force-change",
                    "excuse-change",
                    "expiry",
                    "client",
                    "enable",
                    "disable",
                    "delete"),
            family("user.state.", ofAdmin("user.UserState")),
            family("verify.rows.", "acts", "logins"));

    /** What looks like the beginning of a key, and begins the name of a file. */
    static final Set<String> OF_FILES = Set.of("audit.", "messages.");

    /** What is put behind a name where it is handed over so. */
    static final Map<Pattern, List<String>> ENDINGS = Map.ofEntries(
            behind("new FormDialog\\(", ".title", ".submit"),
            behind("Confirm\\.(?:ask|typing|leave)\\(", ".title", ".text", ".submit"),
            behind("AuthorityForms::step|(?<!void )\\bstep\\(", ".title", ".text", ".submit"),
            behind("new PageState\\(", ".empty.title", ".empty.text"),
            behind("super\\(", ".title"),
            behind("new Entry\\(", ".title"),
            behind("ShownOnce\\.open\\(", ".title"),
            behind("new BackLink\\(", ".title"),
            behind("new CardGrid<\\w*>\\(", ".title"),
            behind("new ChartCard\\(", ".title"),
            behind("String NAME =", ".title", ".empty.title", ".empty.text"),
            behind("tellReason\\(", ".title"),
            behind("words\\(VaadinIcon\\.\\w+,", ".title", ".text"),
            behind("Notice\\.Kind\\.\\w+,", ".title", ".text"));

    /** Names that are handed over in other ways, with what is put behind them. */
    static final Map<String, List<String>> NAMES = Map.of(
            "clients.filter", List.of(".search", ".every", ".state"),
            "certificates.filter", List.of(".search", ".every", ".role", ".state"),
            "client", List.of(".empty.title", ".empty.text"),
            "certificate", List.of(".empty.title", ".empty.text"),
            "deadletters.requeue", List.of(".title", ".text", ".submit", ".running.title"),
            "deadletters.discard", List.of(".title", ".text", ".submit", ".running.title"),
            "verify.whole", List.of(".title", ".text"),
            "verify.broken", List.of(".title", ".text"));

    private WordFamilies() {}

    /** Every key of every family. */
    static Stream<String> keys() {
        return COMPLETIONS.entrySet().stream()
                .flatMap(family -> family.getValue().stream().map(rest -> family.getKey() + rest));
    }

    /** The keys that are made of names in this code. */
    static Stream<String> keysOfNames(String code) {
        Stream<String> handedOver = ENDINGS.entrySet().stream()
                .flatMap(way -> way.getKey()
                        .matcher(code)
                        .results()
                        .flatMap(found -> way.getValue().stream().map(ending -> found.group(1) + ending)));
        Stream<String> declared = NAMES.entrySet().stream()
                .flatMap(name -> name.getValue().stream().map(ending -> name.getKey() + ending));
        return Stream.concat(handedOver, declared);
    }

    private static Map.Entry<Pattern, List<String>> behind(String way, String... endings) {
        return Map.entry(Pattern.compile("(?:" + way + ")\\s*\"([^\"]+)\""), List.of(endings));
    }

    private static Map.Entry<String, Set<String>> family(String beginning, String... completions) {
        return Map.entry(beginning, Set.of(completions));
    }

    private static Map.Entry<String, Set<String>> family(String beginning, Enum<?>... completions) {
        return Map.entry(
                beginning,
                Arrays.stream(completions)
                        .map(each -> each.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.toSet()));
    }

    /** Of an enumeration that only its own package sees. */
    private static Enum<?>[] ofAdmin(String name) {
        try {
            return (Enum<?>[]) Class.forName("org.messagebroker.admin." + name).getEnumConstants();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    private static <E> String[] wires(E[] all, Function<E, String> wire) {
        return Arrays.stream(all).map(wire).toArray(String[]::new);
    }

    private static String[] numbers(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(Integer::toString).toArray(String[]::new);
    }
}
