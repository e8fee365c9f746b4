package org.messagebroker.server.mail;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Language;
import org.messagebroker.api.Permission;
import org.messagebroker.api.TestMailOrder;
import org.messagebroker.api.TestMailResult;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.mail.Mail.Part.Paragraph;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code POST /admin/mail/test}: sends a mail at once and tells what the mail server said. */
final class MailRoutes implements HttpService {

    private final Authentication authentication;
    private final Database database;
    private final AuditStore audit;
    private final Optional<Smtp> smtp;

    MailRoutes(Authentication authentication, Database database, AuditStore audit, Optional<Smtp> smtp) {
        this.authentication = authentication;
        this.database = database;
        this.audit = audit;
        this.smtp = smtp;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/admin/mail/test", this::test);
    }

    private void test(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.SETTINGS_WRITE);
        TestMailOrder order = JsonBody.read(request, TestMailOrder.class);
        String to = order.to().orElse(caller.user().email());
        if (to.length() > 254 || Smtp.requireAddress(to).isEmpty()) {
            throw Problem.invalidField("to", "must be an e-mail address");
        }
        Smtp server = smtp.orElseThrow(() -> Problem.of(
                ErrorCode.CONFLICT, "There is no mail server: set SMTP_HOST and its neighbours, and restart."));
        note(caller, to);
        send(server, to, order.language().orElse(Language.EN));
        JsonBody.send(response, 200, new TestMailResult(to));
    }

    private void note(Caller caller, String to) {
        database.transaction(transaction -> {
            audit.add(transaction, new AuditEntry(caller.actor(), "mail.test", to, Map.of()));
            return to;
        });
    }

    private static void send(Smtp server, String to, Language language) {
        try {
            server.send(to, MailLayout.of(testMail(to, language)));
        } catch (MailFault fault) {
            throw Problem.unavailable("The mail was not sent: " + fault.told() + ".", Duration.ofSeconds(30));
        }
    }

    private static Mail testMail(String to, Language language) {
        return switch (language) {
            case EN ->
                mail(
                        to,
                        language,
                        "Test of the mail settings",
                        "If you can read this, the message broker can send mail.");
            case FA ->
                mail(
                        to,
                        language,
                        "آزمایش تنظیمات رایانامه",
                        "اگر این متن را می‌خوانید، کارگزار پیام می‌تواند رایانامه بفرستد.");
        };
    }

    private static Mail mail(String to, Language language, String subject, String text) {
        return new Mail(to, language, subject, List.of(new Paragraph(text)), Duration.ofMinutes(1));
    }
}
