package org.messagebroker.admin.login;

import jakarta.servlet.http.HttpSession;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.server.AccountClient;
import org.messagebroker.admin.server.Browser;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.SignIn;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.SecondFactorRequest;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/** Signs a person in at the server; what comes of it lives in the browser's session. */
@Component
final class ServerSignIn implements AuthenticationProvider {

    private final AccountClient accounts;
    private final AdminConfig config;
    private final InstantSource clock = InstantSource.system();

    ServerSignIn(AccountClient accounts, AdminConfig config) {
        this.accounts = accounts;
        this.config = config;
    }

    @Override
    public Authentication authenticate(Authentication given) {
        Browser browser = Browser.current().orElseGet(() -> new Browser(Optional.empty()));
        String name = given.getName().strip();
        String secret = String.valueOf(given.getCredentials());
        Optional<Challenge> challenge = name.isEmpty() ? session().flatMap(LoginMemory::challenge) : Optional.empty();
        SignIn outcome = challenge
                .map(owed -> code(owed, Formats.latinDigits(secret.strip()), browser))
                .orElseGet(() -> accounts.signIn(new LoginRequest(name, secret), browser));
        return switch (outcome) {
            case SignIn.SignedIn(LoginResponse tokens) -> signedIn(tokens, browser);
            case SignIn.CodeOwed(String token, boolean enrolment) ->
                throw new CodeOwedException(new Challenge(token, enrolment));
            default ->
                throw new SignInRefusedException(
                        LoginNotice.of(outcome, clock.instant()).orElseThrow());
        };
    }

    /** The first code of a new second factor brings the recovery codes, too. */
    private SignIn code(Challenge owed, String code, Browser browser) {
        SecondFactorRequest request = new SecondFactorRequest(owed.token(), code);
        if (!owed.enrolment()) {
            return accounts.code(request, browser);
        }
        AccountClient.FirstCode first = accounts.firstCode(request, browser);
        session()
                .filter(session -> !first.recoveryCodes().isEmpty())
                .ifPresent(session -> LoginMemory.putRecoveryCodes(session, first.recoveryCodes()));
        return first.signIn();
    }

    private static Optional<HttpSession> session() {
        return Optional.ofNullable(RequestContextHolder.getRequestAttributes())
                .map(ServletRequestAttributes.class::cast)
                .map(attributes -> attributes.getRequest().getSession());
    }

    private Authentication signedIn(LoginResponse tokens, Browser browser) {
        PortalSession session = new PortalSession(accounts, tokens, browser, config.sessionMaxAge(), clock);
        return UsernamePasswordAuthenticationToken.authenticated(
                session,
                "",
                List.of(new SimpleGrantedAuthority("ROLE_" + tokens.user().role())));
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
