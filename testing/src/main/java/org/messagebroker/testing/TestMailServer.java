package org.messagebroker.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real mail server on a free port of this machine that keeps what it gets. */
public final class TestMailServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final GreenMail server;

    private TestMailServer(GreenMail server) {
        this.server = server;
    }

    /** Plain text, for anybody. */
    public static TestMailServer start() {
        return start(ServerSetup.PROTOCOL_SMTP);
    }

    /** TLS from the first byte, with a certificate that no authority has issued. */
    public static TestMailServer startTls() {
        return start(ServerSetup.PROTOCOL_SMTPS);
    }

    private static TestMailServer start(String protocol) {
        GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", protocol));
        server.start();
        return new TestMailServer(server);
    }

    public int port() {
        return Stream.of(server.getSmtp(), server.getSmtps())
                .filter(each -> each != null)
                .findFirst()
                .orElseThrow()
                .getPort();
    }

    /** Asks for this user's password from now on. */
    public TestMailServer requiring(String user, String password) {
        server.setUser(user, user, password);
        server.getUserManager().setAuthRequired(true);
        return this;
    }

    /** The settings of a server that sends here. */
    public Map<String, String> settings() {
        return Map.of(
                "smtp.host", "127.0.0.1",
                "smtp.port", Integer.toString(port()),
                "smtp.security", "NONE",
                "smtp.from", "Broker <broker@example.org>");
    }

    /** All mails, the oldest first, once there are so many. */
    public List<Received> await(int count) {
        if (!server.waitForIncomingEmail(PATIENCE.toMillis(), count)) {
            throw new AssertionError("there are only " + server.getReceivedMessages().length + " mails");
        }
        return received();
    }

    /** What has come so far. */
    public List<Received> received() {
        return Stream.of(server.getReceivedMessages()).map(Received::of).toList();
    }

    @Override
    public void close() {
        server.stop();
    }

    /** A mail as it arrived. */
    public record Received(String to, String from, String subject, String text, String html) {

        private static Received of(MimeMessage message) {
            try {
                Multipart parts = (Multipart) message.getContent();
                return new Received(
                        message.getAllRecipients()[0].toString(),
                        message.getFrom()[0].toString(),
                        message.getSubject(),
                        String.valueOf(parts.getBodyPart(0).getContent()),
                        String.valueOf(parts.getBodyPart(1).getContent()));
            } catch (MessagingException e) {
                throw new IllegalStateException(e);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
