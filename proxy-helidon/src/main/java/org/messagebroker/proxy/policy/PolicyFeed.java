package org.messagebroker.proxy.policy;

import io.micrometer.core.instrument.Counter;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.ProxyReport.Negotiated;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.tls.ListenerTls;
import org.messagebroker.service.tls.TrustedChain;
import org.messagebroker.service.upstream.ServerClient;

/**
 * Brings the policy in, from the server, the disk and emergency files, and makes the listener obey it. A policy is trusted for
 * its signature: by a server under an authority of the certificate file or of the policy in force. Thread-safe.
 */
public final class PolicyFeed implements AutoCloseable {

    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);
    private static final Duration TRIAL_INTERVAL = Duration.ofMillis(250);

    private final PolicyConfig config;
    private final Source source;
    private final PolicyHolder holder;
    private final InstantSource clock;
    private final Refusals refusals;
    private final PolicyFiles files;
    private final PolicyKeeper keeper;
    private final EmergencyFiles emergency;
    private final Negotiations negotiations;
    private final Counter missed;
    private final Schedule schedule = new Schedule();
    private volatile Optional<PolicyClient> client = Optional.empty();
    private volatile Optional<LiveListener> listener = Optional.empty();

    /**
     * The files of the proxy's own identity, read anew whenever they are needed.
     *
     * @param authorities PEM: those trusted before there is a policy
     * @param certificate PEM: the proxy's own chain, whose issuer may sign revocation lists
     */
    public record Source(Path authorities, Path certificate) {}

    private PolicyFeed(PolicyConfig config, Source source, PolicyHolder holder, Metrics metrics, InstantSource clock) {
        this.config = config;
        this.source = source;
        this.holder = holder;
        this.clock = clock;
        this.refusals = new Refusals(metrics);
        this.negotiations = new Negotiations(holder, clock);
        PolicyVerifier verifier = new PolicyVerifier(this::authorities, clock);
        this.files = new PolicyFiles(config.directory());
        this.keeper = new PolicyKeeper(verifier, holder, files, refusals);
        this.emergency = new EmergencyFiles(
                config.directory(),
                holder,
                keeper,
                refusals,
                new EmergencyFiles.Trust(this::authorities, this::issuers),
                clock);
        this.missed = metrics.counter(
                "proxy_policy_calls_failed_total", "Questions for the policy that the server has not answered");
        metrics.gauge(
                "proxy_policy_silence_seconds",
                "Time since the last word from the server",
                () -> holder.silence().map(Duration::toSeconds).orElse(Long.MAX_VALUE));
    }

    /** Puts the policy that is on disk into force, and the emergency files: nobody they refuse gets in before the first look. */
    public static PolicyFeed open(
            PolicyConfig config, Source source, PolicyHolder holder, Metrics metrics, InstantSource clock) {
        PolicyFeed feed = new PolicyFeed(config, source, holder, metrics, clock);
        feed.keeper.load();
        feed.emergency.recall();
        feed.emergency.look();
        return feed;
    }

    /** Makes a listener obey the policy; before it accepts its first connection. */
    public void govern(ListenerTls tls, boolean verifiesClients) {
        LiveListener live = new LiveListener(tls, verifiesClients, refusals, clock);
        tls.onHandshake(negotiations::noted);
        holder.onChange(live::obey);
        listener = Optional.of(live);
        schedule.every(TRIAL_INTERVAL, live::offer);
    }

    /** Begins to ask the server and to look for emergency files. */
    public void start(ServerClient server, Reports reports, Errands errands) {
        schedule.every(LOOK_INTERVAL, emergency::look);
        client = Optional.of(PolicyClient.start(
                server,
                config,
                new PolicyClient.Parts(holder, keeper, refusals, reports, errands, this::isOnTrial, missed, clock)));
    }

    /** The state of the policy in one word: healthy, missing, refused (something was) or expired (beyond its grace). */
    public String word() {
        if (holder.current().isEmpty()) {
            return "missing";
        }
        if (holder.current().filter(this::isBeyondGrace).isPresent()) {
            return "expired";
        }
        return refusals.stand() ? "refused" : "healthy";
    }

    /** The change on trial under whose settings a new handshake has succeeded. */
    public Optional<String> provedTrial() {
        return listener.flatMap(LiveListener::proved);
    }

    /** What clients negotiated since the server took the last count. */
    public List<Negotiated> negotiated() {
        return negotiations.counted();
    }

    /** The server has taken this count. */
    public void taken(List<Negotiated> count) {
        negotiations.taken(count);
    }

    @Override
    public void close() {
        schedule.close();
        client.ifPresent(PolicyClient::close);
    }

    private boolean isOnTrial() {
        return listener.filter(LiveListener::isOnTrial).isPresent();
    }

    private boolean isBeyondGrace(HeldPolicy policy) {
        return holder.silence()
                .filter(silence -> silence.compareTo(policy.grace()) <= 0)
                .isEmpty();
    }

    private Collection<X509Certificate> authorities() {
        List<X509Certificate> file = TrustedChain.read(source.authorities());
        List<X509Certificate> decided =
                holder.current().map(HeldPolicy::authorities).orElseGet(this::kept);
        return Stream.concat(file.stream(), decided.stream()).distinct().toList();
    }

    /** At a start, before there is a policy: the file may be older than the last change of the authorities. */
    private List<X509Certificate> kept() {
        try {
            return files.authorities();
        } catch (PolicyFault unusable) {
            refusals.refused(Refusals.Source.DISK, String.valueOf(unusable.getMessage()));
            return List.of();
        }
    }

    private Collection<X509Certificate> issuers() {
        return Stream.concat(
                        TrustedChain.read(source.certificate()).stream(),
                        holder.current().stream().flatMap(policy -> policy.signer().stream()))
                .toList();
    }
}
