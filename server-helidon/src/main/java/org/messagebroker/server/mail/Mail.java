package org.messagebroker.server.mail;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.messagebroker.api.Language;

/**
 * A mail to one person, before it is laid out as text and as HTML. {@link #toString()} hides what it says.
 *
 * @param recipient an e-mail address
 * @param language decides the direction of writing and the words that every mail has
 * @param usefulFor how long it is worth trying to send it
 */
public record Mail(String recipient, Language language, String subject, List<Part> parts, Duration usefulFor) {

    public Mail {
        parts = List.copyOf(parts);
    }

    @Override
    public String toString() {
        return "Mail[]";
    }

    /** A piece of a mail, one below the other. */
    public sealed interface Part {

        record Paragraph(String text) implements Part {}

        /** A button that leads somewhere; its address is shown too. */
        record Link(String label, URI target) implements Part {}

        /** Names and values, such as what an alert is about; in the order of the map. */
        record Facts(Map<String, String> values) implements Part {}
    }
}
