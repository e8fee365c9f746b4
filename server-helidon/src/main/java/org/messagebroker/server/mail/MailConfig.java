package org.messagebroker.server.mail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

/**
 * The mail server. {@link #toString()} hides the password.
 *
 * @param security of the connection
 * @param authorities PEM: whom to believe about the mail server; empty for those of the Java runtime
 * @param from the sender, an address with or without a name
 */
public record MailConfig(
        String host,
        int port,
        Security security,
        Optional<Path> authorities,
        Optional<String> user,
        Optional<String> password,
        String from) {

    /** Empty when no mail server is set: then nothing is sent. */
    public static Optional<MailConfig> of(Settings settings) {
        return settings.optionalText("smtp.host")
                .map(host -> new MailConfig(
                        host,
                        settings.integer("smtp.port", 1, 65_535),
                        settings.choice("smtp.security", Security.class),
                        settings.optionalPath("smtp.ca-cert-path"),
                        settings.optionalText("smtp.user"),
                        password(settings),
                        Smtp.requireAddress(settings.text("smtp.from"))
                                .orElseThrow(() -> settings.malformed("smtp.from", "an e-mail address"))));
    }

    private static Optional<String> password(Settings settings) {
        return settings.optionalPath("smtp.password-file")
                .map(MailConfig::read)
                .or(() -> settings.optionalText("smtp.password"));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException unreadable) {
            throw new SettingsException("The file " + file + " that SMTP_PASSWORD_FILE names cannot be read.");
        }
    }

    @Override
    public String toString() {
        return "MailConfig[" + host + ":" + port + ", " + security + "]";
    }

    /** How the connection to the mail server is protected. */
    public enum Security {
        /** Begins in plain text and is refused if the mail server does not go over to TLS. */
        STARTTLS,
        /** TLS from the first byte. */
        TLS,
        /** Plain text: for a mail server on this machine. */
        NONE
    }
}
