package org.messagebroker.server.user;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.service.Problem;
import org.messagebroker.service.RequestId;
import org.messagebroker.service.address.ClientAddress;

/**
 * Finds the person behind a request by his access token. Session, account and permissions are looked up at every
 * request, so that a log-out, a disabled account or another role counts at once. Thread-safe.
 */
public final class Authentication {

    private static final String SCHEME = "bearer ";

    private final AccessTokens tokens;
    private final SessionStore sessions;

    Authentication(AccessTokens tokens, SessionStore sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /** @throws Problem authentication_error when the request carries no token in force */
    public Caller require(ServerRequest request) {
        return token(request)
                .flatMap(tokens::verify)
                .flatMap(subject -> sessions.find(subject).map(live -> caller(request, subject, live)))
                .orElseThrow(() -> Problem.of(
                        ErrorCode.AUTHENTICATION_ERROR,
                        "An access token in force is required; log in or refresh, and send Authorization: Bearer …"));
    }

    private static Optional<String> token(ServerRequest request) {
        return request.headers()
                .first(HeaderNames.AUTHORIZATION)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
    }

    private static Caller caller(ServerRequest request, AccessTokens.Subject subject, SessionStore.Live live) {
        Actor actor = new Actor(
                Optional.of(live.user().id()), live.user().email().value(), address(request), RequestId.current());
        return new Caller(live.user().view(), subject.session(), live.permissions(), actor);
    }

    /** Where a request comes from, without the port. */
    static String address(ServerRequest request) {
        return ClientAddress.of(request).getHostAddress();
    }
}
