package org.messagebroker.server.user;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.user.SessionStore.Subject;
import org.messagebroker.service.Problem;
import org.messagebroker.service.RequestId;
import org.messagebroker.service.address.ClientAddress;

/**
 * Finds the person behind a request by his access token. Session, account and permissions are looked up at every
 * request, so that a log-out, a disabled account or another role counts at once. Thread-safe.
 */
public final class Authentication {

    private static final String SCHEME = "bearer ";

    private final Function<String, Optional<Subject>> tokens;
    private final SessionStore sessions;

    /** @param tokens whom an access token names; empty when it is not one in force */
    public Authentication(Function<String, Optional<Subject>> tokens, SessionStore sessions) {
        this.tokens = tokens;
        this.sessions = sessions;
    }

    /**
     * The person behind a request.
     *
     * @throws Problem authentication_error when the request carries no token in force; authorization_error while he has to
     *     choose a password first
     */
    public Caller require(ServerRequest request) {
        Caller caller = requireEvenBeforePasswordChange(request);
        if (caller.user().mustChangePassword().isPresent()) {
            throw Problem.of(
                            ErrorCode.AUTHORIZATION_ERROR,
                            "Choose a new password first: PUT /portal/password with old_password and new_password.")
                    .with("reason", "password_change_required");
        }
        return caller;
    }

    /**
     * The same for the few things that one may do before: to choose the password, and to leave.
     *
     * @throws Problem authentication_error when the request carries no token in force
     */
    public Caller requireEvenBeforePasswordChange(ServerRequest request) {
        return token(request)
                .flatMap(tokens)
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

    private static Caller caller(ServerRequest request, Subject subject, SessionStore.Live live) {
        Actor actor = new Actor(
                Optional.of(live.user().id()), live.user().email().value(), address(request), RequestId.current());
        return new Caller(live.user().view(), subject.session(), live.permissions(), actor);
    }

    /** Where a request comes from, without the port. */
    public static String address(ServerRequest request) {
        return ClientAddress.of(request).getHostAddress();
    }
}
