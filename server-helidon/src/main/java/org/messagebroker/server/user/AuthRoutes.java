package org.messagebroker.server.user;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.RefreshRequest;
import org.messagebroker.service.Problem;
import org.messagebroker.service.RequestId;
import org.messagebroker.service.json.JsonBody;

/** {@code /portal/auth} and {@code /portal/profile}. */
final class AuthRoutes implements HttpService {

    private final LoginService logins;
    private final Authentication authentication;

    AuthRoutes(LoginService logins, Authentication authentication) {
        this.logins = logins;
        this.authentication = authentication;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/portal/auth/login", this::login)
                .post("/portal/auth/refresh", this::refresh)
                .post("/portal/auth/logout", this::logout)
                .get("/portal/profile", this::profile);
    }

    private void login(ServerRequest request, ServerResponse response) {
        LoginRequest login = JsonBody.read(request, LoginRequest.class);
        send(response, answer(login, request));
    }

    private LoginResponse answer(LoginRequest login, ServerRequest request) {
        try {
            return switch (logins.login(login, Authentication.address(request), RequestId.current())) {
                case LoginOutcome.LoggedIn(LoginResponse tokens) -> tokens;
                case LoginOutcome.Wrong wrong ->
                    throw Problem.of(ErrorCode.AUTHENTICATION_ERROR, "The e-mail address or the password is wrong.");
                case LoginOutcome.Closed(String reason) -> throw Problem.of(ErrorCode.AUTHORIZATION_ERROR, reason);
                case LoginOutcome.Locked(Duration wait) ->
                    throw Problem.of(ErrorCode.ACCOUNT_LOCKED, "Too many failed log-ins; wait before the next one.")
                            .retryAfter(wait);
            };
        } catch (PasswordHasher.HasherBusyException busy) {
            throw Problem.unavailable("Too many people log in at this moment; try again.", Duration.ofSeconds(2));
        }
    }

    private void refresh(ServerRequest request, ServerResponse response) {
        RefreshRequest refresh = JsonBody.read(request, RefreshRequest.class);
        send(
                response,
                logins.refresh(new SecretToken(refresh.refreshToken()))
                        .orElseThrow(() -> Problem.of(
                                ErrorCode.AUTHENTICATION_ERROR, "This refresh token is not in force; log in again.")));
    }

    /** By the access token, or, for who has none left, by the refresh token in the body. */
    private void logout(ServerRequest request, ServerResponse response) {
        if (request.headers().contains(HeaderNames.AUTHORIZATION)) {
            logins.logout(authentication.require(request));
        } else {
            logins.logout(
                    new SecretToken(JsonBody.read(request, RefreshRequest.class).refreshToken()));
        }
        response.status(Status.NO_CONTENT_204).send();
    }

    private void profile(ServerRequest request, ServerResponse response) {
        send(response, authentication.require(request).user());
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
