package org.messagebroker.server.login;

import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import org.messagebroker.api.ForgottenPassword;
import org.messagebroker.api.Notice;
import org.messagebroker.api.PasswordReset;
import org.messagebroker.server.user.Email;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /portal/auth/forgot-password} and {@code /portal/auth/reset-password}: for anybody. */
final class ForgottenPasswordRoutes implements HttpService {

    private static final Notice ASKED =
            new Notice("If there is such an account, a mail is on its way to it; its link works once, for 15 minutes.");

    private final ForgottenPasswords passwords;

    ForgottenPasswordRoutes(ForgottenPasswords passwords) {
        this.passwords = passwords;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/portal/auth/forgot-password", this::forgot).post("/portal/auth/reset-password", this::reset);
    }

    private void forgot(ServerRequest request, ServerResponse response) {
        ForgottenPassword asked = JsonBody.read(request, ForgottenPassword.class);
        Email email = Email.parse(asked.email())
                .orElseThrow(() -> Problem.invalidField("email", "is not an e-mail address."));
        passwords.ask(email, Visitor.of(request)).ifPresent(wait -> {
            throw LoginRefusals.tooOften(wait);
        });
        JsonBody.send(response, 202, ASKED);
    }

    private void reset(ServerRequest request, ServerResponse response) {
        passwords.reset(JsonBody.read(request, PasswordReset.class), Visitor.of(request));
        response.status(Status.NO_CONTENT_204).send();
    }
}
