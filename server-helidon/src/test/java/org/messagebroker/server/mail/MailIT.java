package org.messagebroker.server.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.RunningServer;
import org.messagebroker.server.RunningServer.Answer;
import org.messagebroker.testing.TestMailServer;
import org.messagebroker.testing.TestMailServer.Received;

/** The test mail, through a real mail server. */
@Tag("database")
class MailIT {

    @TempDir
    static Path directory;

    private static TestMailServer mails;
    private static RunningServer server;

    @BeforeAll
    static void start() {
        mails = TestMailServer.start();
        server = RunningServer.start(directory, mails.settings());
    }

    @AfterAll
    static void stop() {
        server.close();
        mails.close();
    }

    @Test
    void sendsATestMailInTheLanguageAskedFor() {
        int before = mails.received().size();
        Answer answer = test(server, Map.of("to", "someone@example.org", "language", "fa"));
        assertEquals(200, answer.status());
        assertEquals("someone@example.org", answer.json().path("sent_to").textValue());
        Received mail = mails.await(before + 1).getLast();
        assertEquals("someone@example.org", mail.to());
        assertEquals("Broker <broker@example.org>", mail.from());
        assertTrue(mail.subject().contains("آزمایش"));
        assertTrue(mail.text().contains("کارگزار پیام"));
        assertTrue(mail.html().contains("dir=\"rtl\""));
        assertEquals(
                List.of("someone@example.org"), server.column("SELECT target FROM audit WHERE action = 'mail.test'"));
    }

    @Test
    void refusesWhoMayNotChangeSettings() {
        server.addPerson("auditor@example.org", "auditor");
        Answer refused =
                server.person("auditor@example.org", RunningServer.PASSWORD).post("/admin/mail/test", Map.of());
        assertEquals(403, refused.status());
        assertEquals(401, server.anyone().post("/admin/mail/test", Map.of()).status());
    }

    @Test
    void refusesWhatIsNoAddress() {
        for (String to : List.of("nobody", "a@b.org\r\nBcc: c@d.org", "a@b.org, c@d.org", "x".repeat(300) + "@b.org")) {
            assertEquals(400, test(server, Map.of("to", to)).status(), to);
        }
    }

    @Test
    void tellsWhatIsWrongWithTheMailServer(@TempDir Path elsewhere) {
        Map<String, String> plain = new HashMap<>(mails.settings());
        plain.put("smtp.security", "STARTTLS");
        try (RunningServer wary = RunningServer.start(elsewhere, plain)) {
            Answer refused = test(wary, Map.of());
            assertEquals(503, refused.status(), "nothing is sent in plain text where TLS was asked for");
        }
    }

    @Test
    void refusesAMailServerThatNobodyVouchesFor(@TempDir Path elsewhere) {
        try (TestMailServer unknown = TestMailServer.startTls()) {
            Map<String, String> tls = new HashMap<>(unknown.settings());
            tls.put("smtp.security", "TLS");
            try (RunningServer wary = RunningServer.start(elsewhere, tls)) {
                Answer refused = test(wary, Map.of());
                assertEquals(503, refused.status());
                assertTrue(refused.toString().contains("SMTP_CA_CERT_PATH"), refused.toString());
                assertEquals(List.of(), unknown.received());
            }
        }
    }

    @Test
    void logsInAtTheMailServer(@TempDir Path elsewhere) {
        try (TestMailServer closed = TestMailServer.start().requiring("broker", "post-password")) {
            Map<String, String> wrong = new HashMap<>(closed.settings());
            wrong.put("smtp.user", "broker");
            wrong.put("smtp.password", "another");
            try (RunningServer wary = RunningServer.start(elsewhere.resolve("wrong"), wrong)) {
                Answer refused = test(wary, Map.of());
                assertEquals(503, refused.status());
                assertFalse(refused.toString().contains("another"));
            }
            Map<String, String> right = new HashMap<>(wrong);
            right.put("smtp.password", "post-password");
            try (RunningServer known = RunningServer.start(elsewhere.resolve("right"), right)) {
                assertEquals(200, test(known, Map.of()).status());
                assertEquals(RunningServer.ADMIN, closed.await(1).getLast().to());
            }
        }
    }

    private static Answer test(RunningServer at, Map<String, String> order) {
        return at.administrator().post("/admin/mail/test", order);
    }
}
