package org.messagebroker.proxy.identity;

import io.helidon.webserver.http.ServerRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Problem;
import org.messagebroker.service.tls.Peer;

/**
 * Decides who may send: the one place that does, asked on every request, so that a decision reaches live connections.
 * Identity is the verified certificate of the connection and nothing else; a header, a parameter or a field of the body
 * that claims one is not looked at. Thread-safe.
 */
public final class Admission {

    private final InstantSource clock;
    private final Validations validations;

    public Admission(InstantSource clock, Metrics metrics) {
        this.clock = clock;
        this.validations = new Validations(metrics);
    }

    /**
     * The client that is asking.
     *
     * @throws Problem authentication_error without a certificate; authorization_error when it is not a client's, has
     *     expired or is not valid yet
     */
    public Sender admit(ServerRequest request) {
        return admit(() -> Peer.of(request));
    }

    Sender admit(Supplier<Optional<Peer>> presented) {
        Verdict verdict = decide(presented);
        validations.count(verdict);
        return switch (verdict) {
            case Verdict.Admitted(Sender sender) -> sender;
            case Verdict.Refused refused -> throw refused.problem();
        };
    }

    private Verdict decide(Supplier<Optional<Peer>> presented) {
        try {
            return presented.get().map(peer -> decide(peer, clock.instant())).orElseGet(Admission::nobody);
        } catch (Problem noIdentityOfOurs) {
            return new Verdict.Refused(Verdict.Reason.UNKNOWN, noIdentityOfOurs);
        }
    }

    private static Verdict decide(Peer peer, Instant now) {
        if (peer.role() != Peer.Role.CLIENT) {
            return notAClient(peer);
        }
        return switch (peer.dates(now)) {
            case VALID -> new Verdict.Admitted(Sender.unlimited(new ClientId(peer.name())));
            case EXPIRED ->
                refused(
                        Verdict.Reason.EXPIRED,
                        "The certificate expired at " + peer.notAfter() + "; ask the administrator for a new one.");
            case NOT_YET_VALID ->
                refused(
                        Verdict.Reason.NOT_YET_VALID,
                        "The certificate is not valid before " + peer.notBefore()
                                + "; wait until then, or ask the administrator for another.");
        };
    }

    private static Verdict nobody() {
        return new Verdict.Refused(
                Verdict.Reason.MISSING,
                Problem.of(
                        ErrorCode.AUTHENTICATION_ERROR,
                        "A client certificate is required; connect with your certificate and its key."));
    }

    private static Verdict notAClient(Peer peer) {
        return refused(
                Verdict.Reason.WRONG_ROLE,
                "This certificate is for the role " + peer.role().wire() + "; messages are taken from clients only.");
    }

    private static Verdict refused(Verdict.Reason reason, String told) {
        return new Verdict.Refused(reason, Problem.of(ErrorCode.AUTHORIZATION_ERROR, told));
    }
}
