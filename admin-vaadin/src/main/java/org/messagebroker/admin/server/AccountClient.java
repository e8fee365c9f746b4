package org.messagebroker.admin.server;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.messagebroker.api.ChallengeRequest;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.ForgottenPassword;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.PasswordReset;
import org.messagebroker.api.RecoveryCodes;
import org.messagebroker.api.RefreshRequest;
import org.messagebroker.api.SecondFactorEnrolment;
import org.messagebroker.api.SecondFactorRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Signs people in and out at the server: {@code /portal/auth}. Thread-safe. */
@Component
public final class AccountClient {

    private static final Logger LOG = LoggerFactory.getLogger(AccountClient.class);
    private static final Duration UNTOLD_WAIT = Duration.ofMinutes(1);

    private final ServerConnection server;

    AccountClient(ServerConnection server) {
        this.server = server;
    }

    /** Signs in; a server that cannot answer is an outcome like the others. */
    public SignIn signIn(LoginRequest request, Browser browser) {
        return ask("/portal/auth/login", request, browser, AccountClient::outcome, SignIn.Unavailable::new);
    }

    /** Signs in with the code that is owed. */
    public SignIn code(SecondFactorRequest request, Browser browser) {
        return ask("/portal/auth/second-factor", request, browser, AccountClient::codeOutcome, SignIn.Unavailable::new);
    }

    /** What an authenticator app needs, for who is to set up a second factor before signing in. */
    public Answer<SecondFactorEnrolment> enrolment(ChallengeRequest request, Browser browser) {
        return answer("/portal/auth/second-factor/enrolment", request, browser, SecondFactorEnrolment.class);
    }

    /** Signs in with the first code of a second factor that has just been set up. */
    public FirstCode firstCode(SecondFactorRequest request, Browser browser) {
        return ask(
                "/portal/auth/second-factor/confirmation",
                request,
                browser,
                AccountClient::firstCodeOutcome,
                () -> new FirstCode(new SignIn.Unavailable(), List.of()));
    }

    /** Has a link mailed; the answer is the same whether there is such an account or not. */
    public Answer<Nothing> forgot(ForgottenPassword request, Browser browser) {
        return answer("/portal/auth/forgot-password", request, browser, Nothing.class);
    }

    /** Replaces a forgotten password. */
    public Answer<Nothing> reset(PasswordReset request, Browser browser) {
        return answer("/portal/auth/reset-password", request, browser, Nothing.class);
    }

    private <T> T ask(
            String path, Object body, Browser browser, ServerCalls.Reader<T> reader, Supplier<T> unavailable) {
        try {
            return post(path, body, browser).exchangeForRequiredValue((sent, response) -> reader.read(response));
        } catch (RestClientException e) {
            LOG.warn("the server did not answer {}: {}", path, e.getMessage());
            return unavailable.get();
        }
    }

    private <T> Answer<T> answer(String path, Object body, Browser browser, Class<T> type) {
        return ask(
                path,
                body,
                browser,
                response -> ServerCalls.answer(response, given -> ServerCalls.read(given, type)),
                Answer.Unavailable::new);
    }

    private static SignIn codeOutcome(RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response)
            throws IOException {
        return switch (outcome(response)) {
            case SignIn.WrongPassword wrong -> new SignIn.WrongCode();
            case SignIn other -> other;
        };
    }

    private static FirstCode firstCodeOutcome(RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response)
            throws IOException {
        return response.getStatusCode().value() == 200
                ? Optional.ofNullable(response.bodyTo(RecoveryCodes.class))
                        .flatMap(codes -> codes.login()
                                .map(login -> new FirstCode(new SignIn.SignedIn(login), codes.recoveryCodes())))
                        .orElseThrow(() -> new RestClientException("an empty answer"))
                : new FirstCode(codeOutcome(response), List.of());
    }

    /**
     * What became of a first code.
     *
     * @param recoveryCodes told only now; none unless signed in
     */
    public record FirstCode(SignIn signIn, List<String> recoveryCodes) {

        public FirstCode {
            recoveryCodes = List.copyOf(recoveryCodes);
        }

        @Override
        public String toString() {
            return "FirstCode[]";
        }
    }

    /** New tokens for a refresh token, which is spent by that. */
    Answer<LoginResponse> refresh(RefreshRequest request, Browser browser) {
        return ask("/portal/auth/refresh", request, browser, AccountClient::refreshed, Answer.Unavailable::new);
    }

    /** Ends the session at the server; best effort, it ends by itself when the tokens do. */
    void signOut(RefreshRequest request, Browser browser) {
        try {
            post("/portal/auth/logout", request, browser).retrieve().toBodilessEntity();
        } catch (RestClientException e) {
            LOG.warn("the server did not take a sign-out: {}", e.getMessage());
        }
    }

    private RestClient.RequestBodySpec post(String path, Object body, Browser browser) {
        return server.client()
                .post()
                .uri(path)
                .headers(browser::tell)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    private static SignIn outcome(RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response)
            throws IOException {
        return switch (response.getStatusCode().value()) {
            case 200 -> new SignIn.SignedIn(tokens(response));
            case 400 -> new SignIn.WrongPassword();
            case 401 -> codeOwed(response).orElseGet(SignIn.WrongPassword::new);
            case 403 -> new SignIn.Closed();
            case 423, 429 -> new SignIn.Locked(retryAfter(response).orElse(UNTOLD_WAIT));
            default -> new SignIn.Unavailable();
        };
    }

    private static Optional<SignIn> codeOwed(RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response) {
        return Optional.ofNullable(response.bodyTo(ErrorBody.class))
                .filter(told -> told.error().equals(ErrorCode.SECOND_FACTOR_REQUIRED.code()))
                .map(told -> new SignIn.CodeOwed(
                        String.valueOf(told.details().get("challenge")),
                        Boolean.TRUE.equals(told.details().get("enrolment"))));
    }

    private static Answer<LoginResponse> refreshed(RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response)
            throws IOException {
        return switch (response.getStatusCode().value()) {
            case 200 -> new Answer.Given<>(tokens(response));
            case 400, 401, 403 -> new Answer.SessionEnded<>();
            default -> new Answer.Unavailable<>();
        };
    }

    private static LoginResponse tokens(RestClient.RequestHeadersSpec.ConvertibleClientHttpResponse response) {
        return Optional.ofNullable(response.bodyTo(LoginResponse.class))
                .orElseThrow(() -> new RestClientException("an empty answer"));
    }

    private static Optional<Duration> retryAfter(ClientHttpResponse response) {
        return Optional.ofNullable(response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER))
                .filter(value -> value.matches("\\d{1,9}"))
                .map(value -> Duration.ofSeconds(Long.parseLong(value)));
    }
}
