package org.messagebroker.admin.server;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.messagebroker.api.LoginRequest;
import org.messagebroker.api.LoginResponse;
import org.messagebroker.api.RefreshRequest;
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
        try {
            return post("/portal/auth/login", request, browser)
                    .exchangeForRequiredValue((sent, response) -> outcome(response));
        } catch (RestClientException e) {
            LOG.warn("the server did not answer a sign-in: {}", e.getMessage());
            return new SignIn.Unavailable();
        }
    }

    /** New tokens for a refresh token, which is spent by that. */
    Answer<LoginResponse> refresh(RefreshRequest request, Browser browser) {
        try {
            return post("/portal/auth/refresh", request, browser)
                    .exchangeForRequiredValue((sent, response) -> refreshed(response));
        } catch (RestClientException e) {
            LOG.warn("the server did not answer a refresh: {}", e.getMessage());
            return new Answer.Unavailable<>();
        }
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
            case 400, 401 -> new SignIn.WrongPassword();
            case 403 -> new SignIn.Closed();
            case 423, 429 -> new SignIn.Locked(retryAfter(response).orElse(UNTOLD_WAIT));
            default -> new SignIn.Unavailable();
        };
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
