package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The TLS of the listeners: what is offered, what is used, and changes on trial. */
@Command(
        name = "tls",
        description = "What the listeners offer, what is used, and changes with a safety net.",
        mixinStandardHelpOptions = true)
final class TlsCommand {

    private static final Duration PAUSE = Duration.ofMillis(500);

    @Command(name = "status", description = "Shows what each listener offers and what was negotiated.")
    int status(@Mixin Call call) {
        call.printer().fields(call.server().get("/admin/tls/status"));
        return 0;
    }

    @Command(name = "preview", description = "Shows who would be cut off by a change.")
    int preview(
            @Mixin Call call,
            @Parameters(paramLabel = "LISTENER", description = "proxy or server") String listener,
            @Mixin Offer offer) {
        Query query = new Query("/admin/tls/preview")
                .with("listener", Optional.of(listener))
                .with("protocols", offer.protocols().map(list -> String.join(",", list)))
                .with("ciphers", offer.ciphers().map(list -> String.join(",", list)))
                .with("client_auth", offer.clientAuth());
        call.printer().table(call.server().get(query.text()), "peer", "protocol", "cipher", "last_at");
        return 0;
    }

    @Command(
            name = "set",
            description = {
                "Changes a listener and confirms it over a new connection under the new settings.",
                "What cannot be confirmed within a minute returns by itself."
            })
    int set(
            @Mixin Call call,
            @Parameters(paramLabel = "LISTENER", description = "proxy or server") String listener,
            @Mixin Offer offer,
            @Option(names = "--no-confirm", description = "leaves the change on trial") boolean unconfirmed) {
        Map<String, Object> body = new Body()
                .with("protocols", offer.protocols())
                .with("ciphers", offer.ciphers())
                .with("client_auth", offer.clientAuth())
                .fields();
        AdminServer server = call.server();
        JsonNode trial = server.put("/admin/tls/" + AdminServer.encoded(listener), body);
        call.printer().fields(trial);
        if (!unconfirmed) {
            confirm(
                    call,
                    server,
                    listener,
                    trial.path("change").asText(),
                    trial.path("trial_until").asText());
        }
        return 0;
    }

    @Command(name = "confirm", description = "Keeps a change that is on trial.")
    int confirm(
            @Mixin Call call,
            @Parameters(paramLabel = "LISTENER", index = "0") String listener,
            @Parameters(paramLabel = "CHANGE", index = "1", description = "its id") String change) {
        call.printer().fields(call.server().post(confirmPath(listener), Map.of("change", change)));
        return 0;
    }

    private static void confirm(Call call, AdminServer server, String listener, String change, String until) {
        Instant end = Instant.parse(until);
        while (true) {
            AdminServer anew = server.withNewConnections();
            call.access().localProxy().filter(proxy -> listener.equals("proxy")).ifPresent(proxy -> greet(anew, proxy));
            Optional<JsonNode> confirmed = anew.postUnlessTooEarly(confirmPath(listener), Map.of("change", change));
            if (confirmed.isPresent()) {
                call.printer().say("Confirmed over a new connection; it stays.");
                return;
            }
            if (Instant.now().isAfter(end)) {
                throw new CommandFailure(
                        "No new connection under the new settings was seen in time: the change has returned by itself.");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** A handshake that fails is what the trial is for. */
    private static void greet(AdminServer anew, URI proxy) {
        try {
            anew.greet(proxy);
        } catch (CommandFailure refused) {
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static String confirmPath(String listener) {
        return "/admin/tls/" + AdminServer.encoded(listener) + "/confirm";
    }

    /** What a listener offers. */
    static final class Offer {

        @Option(names = "--protocols", split = ",", paramLabel = "VERSION", description = "such as TLSv1.3,TLSv1.2")
        private List<String> protocols = List.of();

        @Option(names = "--ciphers", split = ",", paramLabel = "SUITE", description = "the preferred first")
        private List<String> ciphers = List.of();

        @Option(names = "--client-auth", paramLabel = "MODE", description = "none, optional or required")
        private Optional<String> clientAuth = Optional.empty();

        Optional<List<String>> protocols() {
            return Optional.of(protocols).filter(list -> !list.isEmpty());
        }

        Optional<List<String>> ciphers() {
            return Optional.of(ciphers).filter(list -> !list.isEmpty());
        }

        Optional<String> clientAuth() {
            return clientAuth;
        }
    }
}
