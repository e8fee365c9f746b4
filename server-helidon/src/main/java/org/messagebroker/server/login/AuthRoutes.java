package org.messagebroker.server.login;

import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import org.messagebroker.api.ChallengeRequest;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.OwnPermissions;
import org.messagebroker.api.Permission;
import org.messagebroker.api.RefreshRequest;
import org.messagebroker.api.SecondFactorRequest;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.PasswordHasher;
import org.messagebroker.server.user.SecretToken;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /portal/auth}, {@code /portal/profile} and {@code /portal/permissions}. */
final class AuthRoutes implements HttpService {

    private final LoginService logins;
    private final SecondStep second;
    private final Authentication authentication;

    AuthRoutes(LoginService logins, SecondStep second, Authentication authentication) {
        this.logins = logins;
        this.second = second;
        this.authentication = authentication;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/portal/auth/login", this::login)
                .post("/portal/auth/second-factor", this::secondFactor)
                .post("/portal/auth/second-factor/enrolment", this::enrolment)
                .post("/portal/auth/second-factor/confirmation", this::confirmation)
                .post("/portal/auth/refresh", this::refresh)
                .post("/portal/auth/logout", this::logout)
                .get("/portal/profile", this::profile)
                .get("/portal/permissions", this::permissions);
    }

    private void login(ServerRequest request, ServerResponse response) {
        LoginRequest login = JsonBody.read(request, LoginRequest.class);
        send(response, answer(login, request));
    }

    private LoginResponse answer(LoginRequest login, ServerRequest request) {
        try {
            return switch (logins.login(login, Visitor.of(request))) {
                case LoginOutcome.LoggedIn(LoginResponse tokens) -> tokens;
                case LoginOutcome.Refused refused -> throw LoginRefusals.of(refused);
            };
        } catch (PasswordHasher.HasherBusyException busy) {
            throw LoginRefusals.busy();
        }
    }

    private void secondFactor(ServerRequest request, ServerResponse response) {
        SecondFactorRequest code = JsonBody.read(request, SecondFactorRequest.class);
        send(response, second.login(code, Visitor.of(request)).orElseThrow(LoginRefusals::of));
    }

    private void enrolment(ServerRequest request, ServerResponse response) {
        ChallengeRequest challenge = JsonBody.read(request, ChallengeRequest.class);
        send(
                response,
                second.enrol(new SecretToken(challenge.challenge()))
                        .orElseThrow(() -> LoginRefusals.of(new LoginOutcome.Over())));
    }

    private void confirmation(ServerRequest request, ServerResponse response) {
        SecondFactorRequest code = JsonBody.read(request, SecondFactorRequest.class);
        send(response, second.confirm(code, Visitor.of(request)).orElseThrow(LoginRefusals::of));
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
            logins.logout(authentication.requireEvenBeforePasswordChange(request));
        } else {
            logins.logout(
                    new SecretToken(JsonBody.read(request, RefreshRequest.class).refreshToken()));
        }
        response.status(Status.NO_CONTENT_204).send();
    }

    private void profile(ServerRequest request, ServerResponse response) {
        send(response, authentication.require(request).user());
    }

    /** What pages and programs may offer him; each call is checked all the same. */
    private void permissions(ServerRequest request, ServerResponse response) {
        List<String> names = authentication.require(request).permissions().stream()
                .map(Permission::wire)
                .sorted()
                .toList();
        send(response, new OwnPermissions(names));
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
