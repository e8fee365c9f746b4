package org.messagebroker.server.mail;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.messagebroker.service.StartException;
import org.messagebroker.service.tls.TrustedChain;

/**
 * Hands letters to the mail server, one connection each: mail is rare here. The mail server's certificate and name are
 * checked. Thread-safe; calls block for a bounded time.
 */
final class Smtp {

    private static final String CONNECT_TIMEOUT =
            Long.toString(Duration.ofSeconds(10).toMillis());
    private static final String ANSWER_TIMEOUT =
            Long.toString(Duration.ofSeconds(20).toMillis());
    private static final int REFUSED_FOR_EVER = 500;

    private final MailConfig config;
    private final Session session;
    private final InstantSource clock;

    /** @throws StartException when the file of trusted authorities cannot be used */
    Smtp(MailConfig config, InstantSource clock) {
        this.config = config;
        this.session = Session.getInstance(properties(config));
        this.clock = clock;
    }

    private static Properties properties(MailConfig config) {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", config.host());
        properties.put("mail.smtp.port", Integer.toString(config.port()));
        properties.put("mail.smtp.auth", Boolean.toString(config.user().isPresent()));
        properties.put("mail.smtp.connectiontimeout", CONNECT_TIMEOUT);
        properties.put("mail.smtp.timeout", ANSWER_TIMEOUT);
        properties.put("mail.smtp.writetimeout", ANSWER_TIMEOUT);
        properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
        properties.put("mail.smtp.ssl.checkserveridentity", "true");
        boolean starts = config.security() == MailConfig.Security.STARTTLS;
        properties.put("mail.smtp.starttls.enable", Boolean.toString(starts));
        properties.put("mail.smtp.starttls.required", Boolean.toString(starts));
        properties.put("mail.smtp.ssl.enable", Boolean.toString(config.security() == MailConfig.Security.TLS));
        config.authorities()
                .ifPresent(file -> properties.put(
                        "mail.smtp.ssl.socketFactory", trusting(file).getSocketFactory()));
        return properties;
    }

    private static SSLContext trusting(Path authorities) {
        try {
            KeyStore anchors = KeyStore.getInstance("PKCS12");
            anchors.load(null, null);
            List<X509Certificate> certificates = TrustedChain.read(authorities);
            for (int i = 0; i < certificates.size(); i++) {
                anchors.setCertificateEntry("authority-" + i, certificates.get(i));
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(anchors);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, factory.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new StartException("the authorities in " + authorities + " cannot be used for mail", e);
        }
    }

    /** The text, if it is an address with or without a name. */
    static Optional<String> requireAddress(String text) {
        try {
            new InternetAddress(text, true);
            return Optional.of(text);
        } catch (AddressException malformed) {
            return Optional.empty();
        }
    }

    /** Returns when the mail server has taken it. */
    void send(String recipient, Letter letter) throws MailFault {
        try {
            MimeMessage message = message(letter);
            Address[] to = {new InternetAddress(recipient, true)};
            message.setRecipients(Message.RecipientType.TO, to);
            message.saveChanges();
            try (Transport transport = session.getTransport("smtp")) {
                transport.connect(config.user().orElse(null), config.password().orElse(null));
                transport.sendMessage(message, to);
            }
        } catch (MessagingException failed) {
            throw fault(failed);
        }
    }

    private MimeMessage message(Letter letter) throws MessagingException {
        MimeMessage message = new MimeMessage(session);
        message.setFrom(new InternetAddress(config.from(), true));
        message.setSubject(letter.subject(), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        message.setContent(new MimeMultipart("alternative", part(letter.text(), "plain"), part(letter.html(), "html")));
        return message;
    }

    private static MimeBodyPart part(String text, String subtype) throws MessagingException {
        MimeBodyPart part = new MimeBodyPart();
        part.setText(text, StandardCharsets.UTF_8.name(), subtype);
        return part;
    }

    private MailFault fault(MessagingException failed) {
        String server = "the mail server " + config.host() + ":" + config.port();
        if (failed instanceof AuthenticationFailedException) {
            return new MailFault(server + " refuses SMTP_USER and its password", false, failed);
        }
        Optional<SMTPAddressFailedException> refused = refusedAddress(failed);
        if (refused.isPresent() || failed instanceof AddressException) {
            boolean permanent = refused.map(answer -> answer.getReturnCode() >= REFUSED_FOR_EVER)
                    .orElse(true);
            return new MailFault(server + " refuses the recipient", permanent, failed);
        }
        return new MailFault(server + reason(failed), false, failed);
    }

    private String reason(MessagingException failed) {
        return switch (failed.getNextException()) {
            case SSLException _ ->
                " has no certificate that is trusted for its name; see SMTP_SECURITY and SMTP_CA_CERT_PATH";
            case IOException _ -> " does not answer; check SMTP_HOST, SMTP_PORT and SMTP_SECURITY";
            case null, default -> " did not take it (" + failed.getClass().getSimpleName() + ")";
        };
    }

    private static Optional<SMTPAddressFailedException> refusedAddress(MessagingException failed) {
        for (Exception each = failed; each instanceof MessagingException next; each = next.getNextException()) {
            if (each instanceof SMTPAddressFailedException refused) {
                return Optional.of(refused);
            }
        }
        return Optional.empty();
    }
}
