package org.messagebroker.server.authority;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.messagebroker.api.TrustNews;
import org.messagebroker.api.TrustReport;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.Problem;
import org.messagebroker.service.tls.Peer;

/**
 * Hears from proxies and workers whom they believe to be the server, and tells them whom to believe: an authority may issue
 * only when all that are connected know it, or its first certificate would cut them off. Thread-safe.
 */
public final class TrustReports {

    private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern INSTANCE = Pattern.compile("[0-9a-f]{32}");
    private static final int MOST = 100;
    private static final Duration KEPT = Duration.ofDays(1);

    private final Database database;
    private final Authorities authorities;
    private final TrustStore store = new TrustStore();
    private final InstantSource clock;

    TrustReports(Database database, Authorities authorities, InstantSource clock) {
        this.database = database;
        this.authorities = authorities;
        this.clock = clock;
    }

    /** @throws Problem validation_error when it is no such report */
    public TrustNews heard(Peer peer, TrustReport report) {
        requireSensible(report);
        return database.transaction(transaction -> {
            store.heard(transaction, peer, report, clock.instant());
            return new TrustNews(authorities.trustedPem(transaction), isOutdated(transaction, peer));
        });
    }

    /** Whoever was heard since then and does not trust this authority, as {@code role name}, each once. */
    List<String> unaware(DbExecute execute, Authority authority, Instant since) {
        String root = Fingerprint.of(authority.root()).hex();
        return store.since(execute, since).stream()
                .filter(each -> !Arrays.asList(each.authorities().split(" ")).contains(root))
                .map(TrustStore.Row::who)
                .distinct()
                .toList();
    }

    /** Forgets processes that are gone. */
    void forget() {
        Instant before = clock.instant().minus(KEPT);
        if (!database.read(execute -> store.isOlder(execute, before))) {
            return;
        }
        database.transaction(transaction -> {
            store.forget(transaction, before);
            return before;
        });
    }

    private boolean isOutdated(DbExecute transaction, Peer peer) {
        Optional<String> issues = authorities.all(transaction).stream()
                .filter(each -> each.state() == AuthorityState.ACTIVE)
                .map(Authority::id)
                .findFirst();
        Optional<String> own = store.authorityOf(transaction, peer.fingerprint());
        return issues.isPresent() && own.isPresent() && !own.equals(issues);
    }

    private static void requireSensible(TrustReport report) {
        if (!INSTANCE.matcher(report.instance()).matches()) {
            throw Problem.invalidField("instance", "must be 32 lower-case hexadecimal digits");
        }
        if (report.authorities().size() > MOST
                || !report.authorities().stream()
                        .allMatch(each -> FINGERPRINT.matcher(each).matches())) {
            throw Problem.invalidField("authorities", "must be at most " + MOST + " fingerprints (SHA-256)");
        }
    }
}
