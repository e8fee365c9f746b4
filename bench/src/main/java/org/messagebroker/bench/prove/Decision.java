package org.messagebroker.bench.prove;

import java.util.List;
import java.util.Map;
import org.messagebroker.bench.load.Target;
import org.messagebroker.cli.AdminServer;

/**
 * A decision about one client that every proxy has to obey.
 *
 * @param name of its figures
 * @param told what is decided, in words
 * @param body what the client goes on sending
 * @param admitted how that is answered before
 * @param refused how it is answered once the decision is obeyed
 * @param act decides it
 */
record Decision(String name, String told, String body, int admitted, int refused, Act act) {

    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;

    /** Answered 400 to who may send at all: nothing is stored. */
    private static final String EMPTY = "{}";

    private static final String MESSAGE = Caller.body("decision");

    /** Says it to the server. */
    @FunctionalInterface
    interface Act {
        void by(AdminServer admin, Site.Holder client);
    }

    /** The certificate is revoked. */
    static Decision revocation() {
        return new Decision(
                "revoke",
                "its certificate is revoked",
                EMPTY,
                BAD_REQUEST,
                FORBIDDEN,
                (admin, client) -> admin.post(
                        "/admin/certificates/revoke",
                        Map.of("fingerprint", client.fingerprint(), "reason", "keyCompromise")));
    }

    /** The other decisions. */
    static List<Decision> others() {
        return List.of(
                new Decision(
                        "disable",
                        "it is disabled",
                        EMPTY,
                        BAD_REQUEST,
                        FORBIDDEN,
                        (admin, client) ->
                                admin.put("/admin/clients/" + client.id() + "/status", Map.of("state", "disabled"))),
                new Decision(
                        "rate",
                        "its rate is set to 0",
                        MESSAGE,
                        ACCEPTED,
                        TOO_MANY,
                        (admin, client) -> admin.put("/admin/clients/" + client.id(), Map.of("rate_per_minute", 0))),
                new Decision(
                        "replay",
                        "its requests have to carry a nonce",
                        MESSAGE,
                        ACCEPTED,
                        BAD_REQUEST,
                        (admin, client) ->
                                admin.put("/admin/clients/" + client.id(), Map.of("replay_mode", "required"))));
    }

    byte[] request(Target target) {
        return Caller.request(target, "", body);
    }

    @Override
    public String toString() {
        return told + ": " + admitted + ", then " + refused;
    }
}
