package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The second step of a log-in. */
final class SecondStep {

    static final String QUESTION = "Code of your authenticator app, or a recovery code: ";
    static final String FIRST = "The app's first code: ";
    private static final String PATH = "/portal/auth/second-factor";

    private SecondStep() {}

    /** The tokens, for a code that is asked for; where the role requires a second factor and there is none, it is set up. */
    static JsonNode end(AdminServer server, JsonNode asked, UnaryOperator<String> codes) {
        String challenge = asked.path("challenge").asText();
        if (!asked.path("enrolment").asBoolean()) {
            return server.post(PATH, Map.of("challenge", challenge, "code", codes.apply(QUESTION)));
        }
        Consumer<String> screen = System.err::println;
        screen.accept("Your role requires a second factor; it is set up now.");
        showBegun(server.post(PATH + "/enrolment", Map.of("challenge", challenge)), screen);
        JsonNode confirmed =
                server.post(PATH + "/confirmation", Map.of("challenge", challenge, "code", codes.apply(FIRST)));
        showCodes(confirmed, screen);
        return confirmed.path("login");
    }

    /** Shows what an authenticator app needs. */
    static void showBegun(JsonNode enrolment, Consumer<String> screen) {
        screen.accept("Type this into your authenticator app: "
                + enrolment.path("secret").asText());
        screen.accept("or show it as a QR code: " + enrolment.path("uri").asText());
    }

    /** Told once. */
    static void showCodes(JsonNode confirmed, Consumer<String> screen) {
        screen.accept("Recovery codes, each good once, for when you do not have your phone. They are not shown again:");
        confirmed.path("recovery_codes").forEach(code -> screen.accept("  " + code.asText()));
    }
}
