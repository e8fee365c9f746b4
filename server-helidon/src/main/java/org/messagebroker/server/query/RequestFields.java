package org.messagebroker.server.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.helidon.common.parameters.Parameters;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.messagebroker.api.ClientId;
import org.messagebroker.service.Problem;
import org.messagebroker.service.QueryParameters;

/**
 * The values that a request names, from its query or from its body. What is too long, given twice or of another kind is
 * refused by its name; all methods throw {@link Problem} then.
 */
public final class RequestFields {

    private static final int LONGEST = 300;

    private final QueryParameters values;

    private RequestFields(Function<String, Optional<String>> source) {
        this.values = new QueryParameters(source);
    }

    /** Of a query; what it has besides is ignored, as older servers did. */
    public static RequestFields of(Parameters query) {
        return new RequestFields(
                name -> query.contains(name) ? Optional.of(one(name, query.all(name))) : Optional.empty());
    }

    private static String one(String name, List<String> values) {
        if (values.size() > 1) {
            throw Problem.invalidField(name, "is given more than once");
        }
        return values.getFirst();
    }

    /** Of a body; what it has besides is refused, so that a slip in a name does not widen what is asked for. */
    public static RequestFields of(JsonNode body, Set<String> known) {
        body.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                String shown = name.length() > LONGEST ? "a name in the body" : name;
                throw Problem.invalidField(
                        shown,
                        "is not known; known are " + known.stream().sorted().collect(Collectors.joining(", ")));
            }
        });
        return new RequestFields(name -> value(name, body.path(name)));
    }

    private static Optional<String> value(String name, JsonNode value) {
        if (value.isMissingNode() || value.isNull()) {
            return Optional.empty();
        }
        if (!value.isTextual() && !value.isIntegralNumber() && !value.isBoolean()) {
            throw Problem.invalidField(name, "must be a text, a whole number, true or false");
        }
        return Optional.of(value.asText());
    }

    /** What was given, without blanks around it; nothing where it is blank. */
    public Optional<String> text(String name) {
        return values.text(name, LONGEST);
    }

    /** When a range begins: a date (its first moment, UTC) or a time. */
    public Optional<Instant> from(String name) {
        return text(name).flatMap(_ -> values.from(name));
    }

    /** The moment after a range that goes up to and with the date or the millisecond named. */
    public Optional<Instant> until(String name) {
        return text(name).flatMap(_ -> values.until(name));
    }

    /** One of these by its name in lower case. */
    public <E extends Enum<E>> Optional<E> choice(String name, E[] choices) {
        return text(name)
                .map(text -> Arrays.stream(choices)
                        .filter(each -> wire(each).equals(text))
                        .findFirst()
                        .orElseThrow(() -> Problem.invalidField(name, "must be one of: " + names(choices))));
    }

    private static String names(Enum<?>[] choices) {
        return Arrays.stream(choices).map(RequestFields::wire).collect(Collectors.joining(", "));
    }

    /** The name of a choice in requests and answers. */
    public static String wire(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }

    /** True or false. */
    public boolean flag(String name, boolean otherwise) {
        return switch (text(name).orElse(String.valueOf(otherwise))) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Problem.invalidField(name, "must be true or false");
        };
    }

    /** A whole number. */
    public int number(String name, int otherwise, int least, int most) {
        return values.number(name, otherwise, least, most);
    }

    /** The client that is named. */
    public Optional<ClientId> client() {
        return text("client_id").map(text -> {
            if (!ClientId.isValid(text)) {
                throw Problem.invalidField("client_id", "is not the id of a client");
            }
            return new ClientId(text);
        });
    }

    /** The domain that is named. */
    public Optional<String> domain() {
        return text("domain").map(text -> {
            if (text.length() > 255 || text.chars().anyMatch(Character::isISOControl)) {
                throw Problem.invalidField("domain", "is not a domain");
            }
            return text;
        });
    }
}
