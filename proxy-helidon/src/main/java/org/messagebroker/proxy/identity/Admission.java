package org.messagebroker.proxy.identity;

import io.helidon.webserver.http.ServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Policy.ClientPolicy;
import org.messagebroker.proxy.policy.HeldPolicy;
import org.messagebroker.proxy.policy.PolicyHolder;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Problem;
import org.messagebroker.service.tls.Peer;

/**
 * Decides who may send: the one place that does, asked on every request, so that a decision reaches live connections.
 * Identity is the verified certificate of the connection, or an API key where the proxy does without certificates, and
 * nothing else; a header, a parameter or a field of the body that claims one is not looked at. Thread-safe.
 */
public final class Admission {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final PolicyHolder policies;
    private final IdentityConfig config;
    private final InstantSource clock;
    private final Validations validations;

    public Admission(PolicyHolder policies, IdentityConfig config, InstantSource clock, Metrics metrics) {
        this.policies = policies;
        this.config = config;
        this.clock = clock;
        this.validations = new Validations(metrics);
    }

    /**
     * The client that is asking.
     *
     * @throws Problem authentication_error without a certificate (or API key, where it counts); authorization_error when the
     *     certificate is not a client's, unknown, revoked, expired or not valid yet, or the client is disabled or of another
     *     site; service_unavailable when there is no policy to decide by
     */
    public Sender admit(ServerRequest request) {
        return admit(() -> Credential.of(request, !config.verifiesClients()));
    }

    Sender admit(Supplier<Credential> presented) {
        Verdict verdict = decide(presented);
        validations.count(verdict);
        return switch (verdict) {
            case Verdict.Admitted(Sender sender) -> sender;
            case Verdict.Refused refused -> throw refused.problem();
        };
    }

    private Verdict decide(Supplier<Credential> presented) {
        try {
            return switch (presented.get()) {
                case Credential.Certificate(Peer peer) -> decide(peer);
                case Credential.ApiKey key -> decide(key);
                case Credential.None _ -> nobody();
            };
        } catch (Problem noIdentityOfOurs) {
            return new Verdict.Refused(Verdict.Reason.UNKNOWN, noIdentityOfOurs);
        }
    }

    private Verdict decide(Peer peer) {
        if (peer.role() != Peer.Role.CLIENT) {
            return notAClient(peer);
        }
        return policies.current().map(policy -> decide(peer, policy)).orElseGet(Admission::noPolicy);
    }

    private Verdict decide(Peer peer, HeldPolicy policy) {
        return policy.certificate(peer.fingerprint())
                .filter(known -> known.client().clientId().value().equals(peer.name()))
                .map(known -> decide(peer, known, policy))
                .orElseGet(Admission::unknown);
    }

    private Verdict decide(Peer peer, HeldPolicy.Known known, HeldPolicy policy) {
        if (known.revoked() || policies.isRevokedInEmergency(peer)) {
            return refused(
                    Verdict.Reason.REVOKED, "The certificate has been revoked; ask the administrator for a new one.");
        }
        return refusal(known.client())
                .or(() -> refusal(peer, clock.instant()))
                .orElseGet(() -> withinGrace(known.client(), policy));
    }

    private Verdict decide(Credential.ApiKey key) {
        return policies.current().map(policy -> decide(key, policy)).orElseGet(Admission::noPolicy);
    }

    private Verdict decide(Credential.ApiKey presented, HeldPolicy policy) {
        return switch (ApiKeys.check(presented, policy, clock.instant())) {
            case ApiKeys.Good(ClientPolicy client) -> refusal(client).orElseGet(() -> withinGrace(client, policy));
            case ApiKeys.Bad(String told) ->
                new Verdict.Refused(Verdict.Reason.BAD_API_KEY, Problem.of(ErrorCode.AUTHENTICATION_ERROR, told));
        };
    }

    private Optional<Verdict> refusal(ClientPolicy client) {
        if (!client.enabled()) {
            return Optional.of(refused(
                    Verdict.Reason.DISABLED, "This client has been disabled; ask the administrator to enable it."));
        }
        if (!client.site().equals(config.site())) {
            return Optional.of(otherSite(client.site()));
        }
        return Optional.empty();
    }

    private Verdict otherSite(String site) {
        Problem problem = Problem.of(
                        ErrorCode.AUTHORIZATION_ERROR,
                        "This client belongs to the site " + site + ", and this proxy to " + config.site()
                                + "; send to a proxy of " + site + ".")
                .with("site", site);
        return new Verdict.Refused(Verdict.Reason.OTHER_SITE, problem);
    }

    private static Optional<Verdict> refusal(Peer peer, Instant now) {
        return switch (peer.dates(now)) {
            case VALID -> Optional.empty();
            case EXPIRED ->
                Optional.of(refused(
                        Verdict.Reason.EXPIRED,
                        "The certificate expired at " + peer.notAfter() + "; ask the administrator for a new one."));
            case NOT_YET_VALID ->
                Optional.of(refused(
                        Verdict.Reason.NOT_YET_VALID,
                        "The certificate is not valid before " + peer.notBefore()
                                + "; wait until then, or ask the administrator for another."));
        };
    }

    private Verdict withinGrace(ClientPolicy client, HeldPolicy policy) {
        boolean within = policies.silence()
                .filter(silence -> silence.compareTo(policy.grace(client)) <= 0)
                .isPresent();
        return within ? new Verdict.Admitted(sender(client, policy)) : beyondGrace();
    }

    private Sender sender(ClientPolicy client, HeldPolicy policy) {
        return new Sender(
                client.clientId(),
                client.site(),
                client.replay(),
                client.ratePerMinute(),
                policy.siteRate(client.site()));
    }

    private Verdict nobody() {
        String told = config.verifiesClients()
                ? "A client certificate is required; connect with your certificate and its key."
                : "A client certificate or an API key is required; connect with your certificate and its key, or send your"
                        + " key in the header X-API-Key.";
        return new Verdict.Refused(Verdict.Reason.MISSING, Problem.of(ErrorCode.AUTHENTICATION_ERROR, told));
    }

    private static Verdict notAClient(Peer peer) {
        return refused(
                Verdict.Reason.WRONG_ROLE,
                "This certificate is for the role " + peer.role().wire() + "; messages are taken from clients only.");
    }

    private static Verdict unknown() {
        return refused(
                Verdict.Reason.UNKNOWN,
                "The certificate is not in the inventory; ask the administrator for one that is.");
    }

    private static Verdict noPolicy() {
        return new Verdict.Refused(
                Verdict.Reason.NO_POLICY,
                Problem.unavailable(
                        "This proxy has not yet learned from the server who may send; repeat later.", RETRY_AFTER));
    }

    private static Verdict beyondGrace() {
        return new Verdict.Refused(
                Verdict.Reason.BEYOND_GRACE,
                Problem.unavailable(
                        "This proxy may not decide without the server, which does not answer it; repeat later.",
                        RETRY_AFTER));
    }

    private static Verdict refused(Verdict.Reason reason, String told) {
        return new Verdict.Refused(reason, Problem.of(ErrorCode.AUTHORIZATION_ERROR, told));
    }
}
