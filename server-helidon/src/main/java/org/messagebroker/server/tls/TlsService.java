package org.messagebroker.server.tls;

import io.helidon.dbclient.DbExecute;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.TlsChange;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.api.TlsSettings.ClientAuth;
import org.messagebroker.api.TlsStatus;
import org.messagebroker.api.TlsStatus.ListenerView;
import org.messagebroker.api.TlsStatus.Offer;
import org.messagebroker.api.TlsStatus.Trial;
import org.messagebroker.api.TlsStatus.Use;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.certificate.Refusals;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.server.policy.Proxies;
import org.messagebroker.server.policy.ReportedProxy;
import org.messagebroker.server.tls.TlsDecision.Before;
import org.messagebroker.server.tls.TlsDecision.OnTrial;
import org.messagebroker.service.Problem;
import org.messagebroker.service.tls.Handshake;
import org.messagebroker.service.tls.ListenerTls;

/**
 * Decides on the TLS of the listeners. A change is on trial for a minute and returns by itself, so that nobody locks himself
 * out: only a connection that was made under the new settings confirms it. Thread-safe.
 */
final class TlsService {

    private static final Duration TRIAL = Duration.ofSeconds(60);
    private static final Duration CONNECTED = Duration.ofSeconds(60);
    private static final Duration LOOKED_BACK = Duration.ofDays(30);

    private final Database database;
    private final TlsStore store;
    private final OwnListener own;
    private final Proxies proxies;
    private final PolicyVersions versions;
    private final AuditStore audit;
    private final InstantSource clock;

    TlsService(
            Database database,
            TlsStore store,
            OwnListener own,
            Proxies proxies,
            PolicyVersions versions,
            AuditStore audit,
            InstantSource clock) {
        this.database = database;
        this.store = store;
        this.own = own;
        this.proxies = proxies;
        this.versions = versions;
        this.audit = audit;
        this.clock = clock;
    }

    TlsStatus status() {
        return new TlsStatus(Stream.of(Listener.values()).map(this::view).toList());
    }

    private ListenerView view(Listener listener) {
        Optional<TlsDecision> decision = database.read(execute -> store.find(execute, listener));
        return new ListenerView(
                listener.wire(),
                decision.map(decided -> decided.effective(clock.instant())),
                decision.flatMap(TlsService::trial),
                offers(listener),
                uses(listener));
    }

    private List<Offer> offers(Listener listener) {
        return switch (listener) {
            case SERVER -> List.of(new Offer(listener.wire(), own.offered()));
            case PROXY ->
                connected()
                        .map(proxy -> new Offer(proxy.name(), proxy.report().tls()))
                        .toList();
        };
    }

    private List<Use> uses(Listener listener) {
        return database.read(
                execute -> store.uses(execute, listener, clock.instant().minus(LOOKED_BACK)));
    }

    /** The last use of each peer that was only ever seen with what would go. */
    List<Use> preview(Listener listener, TlsChange change) {
        return CutOff.by(checked(listener, change.applied(current(listener))), uses(listener));
    }

    /**
     * Puts a change on trial.
     *
     * @throws Problem validation_error for settings that cannot be offered; conflict while another is on trial
     */
    Trial change(Listener listener, TlsChange change, Actor actor) {
        TlsSettings before = current(listener);
        TlsSettings next = checked(listener, change.applied(before));
        Instant now = clock.instant();
        TlsDecision decision = database.transaction(transaction -> {
            Optional<TlsDecision> standing = store.lock(transaction, listener);
            if (standing.flatMap(TlsDecision::trial).isPresent()) {
                throw Problem.of(
                        ErrorCode.CONFLICT,
                        "A change of this listener is on trial; confirm it, or wait until it has returned.");
            }
            TlsDecision made = new TlsDecision(
                    next,
                    UUID.randomUUID().toString(),
                    Optional.of(new OnTrial(now.plus(TRIAL), new Before(before, standing.isPresent()))));
            record(transaction, listener, before, made, "tls.change", actor);
            return made;
        });
        own.obey(listener, decision, now);
        return trial(decision).orElseThrow();
    }

    /**
     * Keeps a change.
     *
     * @throws Problem not_found when it is not on trial; conflict while no new connection has been made under it
     */
    ListenerView confirm(Listener listener, String change, Actor actor) {
        database.transaction(transaction -> {
            TlsDecision decision = store.lock(transaction, listener)
                    .filter(found -> found.change().equals(change)
                            && found.trial()
                                    .filter(on -> on.until().isAfter(clock.instant()))
                                    .isPresent())
                    .orElseThrow(() -> Problem.of(
                            ErrorCode.NOT_FOUND, "This change is not on trial: it was confirmed, or it has returned."));
            if (!isProved(listener, decision)) {
                throw Problem.of(ErrorCode.CONFLICT, unproved(listener));
            }
            TlsDecision kept = new TlsDecision(decision.settings(), change, Optional.empty());
            TlsSettings before = decision.trial().orElseThrow().before().settings();
            record(transaction, listener, before, kept, "tls.confirm", actor);
            return kept;
        });
        return view(listener);
    }

    private boolean isProved(Listener listener, TlsDecision decision) {
        return switch (listener) {
            case SERVER ->
                Handshake.current()
                        .filter(made -> made.offered().equals(decision.settings()))
                        .isPresent();
            case PROXY ->
                connected()
                        .anyMatch(proxy -> proxy.report()
                                .trial()
                                .filter(decision.change()::equals)
                                .isPresent());
        };
    }

    private static String unproved(Listener listener) {
        return listener == Listener.SERVER
                ? "Confirm over a new connection: this one was made before the change."
                : "No proxy has reported a new connection under these settings yet; make one and confirm again.";
    }

    /** Ends the trials that are over. */
    void endTrials() {
        for (Listener listener : Listener.values()) {
            boolean over = database.read(execute -> store.find(execute, listener))
                    .filter(this::isOver)
                    .isPresent();
            if (over) {
                database.transaction(transaction -> endTrial(transaction, listener));
            }
        }
    }

    private boolean endTrial(DbExecute transaction, Listener listener) {
        Optional<TlsDecision> over = store.lock(transaction, listener).filter(this::isOver);
        over.ifPresent(decision -> {
            Before before = decision.trial().orElseThrow().before();
            if (before.decided()) {
                TlsDecision back = new TlsDecision(before.settings(), decision.change(), Optional.empty());
                store.put(transaction, listener, back, Actor.SYSTEM.name(), clock.instant());
            } else {
                store.remove(transaction, listener);
            }
            audit.add(
                    transaction,
                    new AuditEntry(
                            Actor.SYSTEM,
                            "tls.return",
                            listener.wire(),
                            audited(decision.change(), decision.settings(), before.settings())));
            versions.advance(transaction);
        });
        return over.isPresent();
    }

    private boolean isOver(TlsDecision decision) {
        return decision.trial()
                .filter(on -> !on.until().isAfter(clock.instant()))
                .isPresent();
    }

    /** Has the server's own listener offer what is decided, by whichever server. */
    void obey() {
        Optional<TlsDecision> decision = database.read(execute -> store.find(execute, Listener.SERVER));
        own.obey(decision.map(decided -> decided.effective(clock.instant())));
    }

    /** Writes down what was negotiated at this server. */
    void count() {
        own.counted()
                .forEach((peer, some) -> database.transaction(transaction -> {
                    some.forEach(each -> store.count(transaction, Listener.SERVER, peer, each));
                    return peer;
                }));
    }

    private TlsSettings current(Listener listener) {
        return database.read(execute -> store.find(execute, listener))
                .map(decision -> decision.effective(clock.instant()))
                .or(() -> offers(listener).stream().map(Offer::settings).findFirst())
                .orElseThrow(() -> Problem.of(
                        ErrorCode.CONFLICT, "No proxy is connected, so what they offer now is not known; start one."));
    }

    private Stream<ReportedProxy> connected() {
        Instant since = clock.instant().minus(CONNECTED);
        return proxies.all().stream().filter(proxy -> proxy.lastSeen().isAfter(since));
    }

    private void record(
            DbExecute transaction,
            Listener listener,
            TlsSettings before,
            TlsDecision decision,
            String action,
            Actor actor) {
        store.put(transaction, listener, decision, actor.name(), clock.instant());
        audit.add(
                transaction,
                new AuditEntry(
                        actor, action, listener.wire(), audited(decision.change(), before, decision.settings())));
        versions.advance(transaction);
    }

    private static Map<String, Object> audited(String change, TlsSettings before, TlsSettings after) {
        return Map.of("change", change, "before", before, "after", after);
    }

    /** Proxies and workers are known by their certificates alone, so the server's listener must ask for them. */
    private static TlsSettings checked(Listener listener, TlsSettings wanted) {
        if (listener == Listener.SERVER && wanted.clientAuth() == ClientAuth.NONE) {
            throw Problem.invalidField(
                    "client_auth",
                    "cannot be none at the server: it would know no proxy and no worker any more; choose optional or"
                            + " required");
        }
        return Refusals.of(() -> ListenerTls.checked(wanted));
    }

    private static Optional<Trial> trial(TlsDecision decision) {
        return decision.trial()
                .map(on -> new Trial(
                        decision.change(),
                        on.until(),
                        decision.settings(),
                        on.before().settings()));
    }
}
