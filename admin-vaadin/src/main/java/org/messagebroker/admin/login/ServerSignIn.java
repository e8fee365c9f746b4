package org.messagebroker.admin.login;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.server.AccountClient;
import org.messagebroker.admin.server.Browser;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.SignIn;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

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
        LoginRequest request = new LoginRequest(given.getName().strip(), String.valueOf(given.getCredentials()));
        Browser browser = Browser.current().orElseGet(() -> new Browser(Optional.empty()));
        SignIn outcome = accounts.signIn(request, browser);
        if (outcome instanceof SignIn.SignedIn(LoginResponse tokens)) {
            return signedIn(tokens, browser);
        }
        throw new SignInRefusedException(
                LoginNotice.of(outcome, clock.instant()).orElseThrow());
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
