package org.messagebroker.server.login;

import io.helidon.webserver.http.HttpService;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.health.Turns;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.mail.Post;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.PasswordHasher;
import org.messagebroker.server.user.PeopleChanges;
import org.messagebroker.server.user.SessionStore;
import org.messagebroker.service.Readiness;

/** Logging in, put together; between {@link #begin} and {@link #close} links for other passwords are sent. Thread-safe. */
public final class LoginFeature implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final LoginParts parts;
    private final LoginMails mails;
    private final Authentication authentication;
    private final ForgottenPasswords forgotten;
    private final Turns links;

    private LoginFeature(LoginParts parts, LoginMails mails, Authentication authentication) {
        this.parts = parts;
        this.mails = mails;
        this.authentication = authentication;
        this.forgotten = new ForgottenPasswords(parts, mails);
        this.links = new Turns("forgotten-passwords", PAUSE, forgotten::sendLinks);
    }

    /** @param hasher the only one of the process, because it bounds how many passwords are checked at once */
    public static LoginFeature create(
            Database database,
            LoginConfig config,
            MasterKey masterKey,
            PasswordHasher hasher,
            Post post,
            Ledger ledger,
            AuditStore audit,
            InstantSource clock) {
        AccessTokens tokens = new AccessTokens(config.jwt(), clock);
        SessionStore sessions = new SessionStore(database, clock, config.jwt().sessionLifetime());
        LoginParts parts = new LoginParts(
                database,
                sessions,
                new SecondFactors(new SecondFactorStore(masterKey, clock), clock),
                new ChallengeStore(clock),
                new LoginThrottle(database, clock),
                hasher,
                tokens,
                ledger,
                audit,
                clock);
        return new LoginFeature(
                parts, new LoginMails(post, config.portal()), new Authentication(tokens::verify, sessions));
    }

    /** For every route that people use. */
    public Authentication authentication() {
        return authentication;
    }

    /** What is below {@code /portal/auth}, and what people do about their own accounts. */
    public HttpService routes() {
        LoginService logins = new LoginService(parts);
        List<HttpService> all = List.of(
                new AuthRoutes(logins, new SecondStep(parts, logins, mails), authentication),
                new ForgottenPasswordRoutes(forgotten),
                new OwnSecondFactorRoutes(authentication, new OwnSecondFactor(parts, mails)),
                new OwnSessionRoutes(authentication, parts));
        return rules -> all.forEach(each -> each.routing(rules));
    }

    /** What administrators do about second factors. */
    public HttpService adminRoutes(PeopleChanges people) {
        return new SecondFactorAdminRoutes(authentication, new SecondFactorAdministration(parts, people, mails));
    }

    /** For who has lost his way in and has the server itself in his hands. */
    public Recovery recovery() {
        return new Recovery(parts, mails);
    }

    /** From now on, as soon as there is nothing wrong any more. */
    public void begin(Readiness prepared) {
        links.begin(prepared);
    }

    @Override
    public void close() {
        links.close();
    }
}
