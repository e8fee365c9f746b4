package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The inventory of clients: who may send, how much, and how. */
@Command(
        name = "client",
        description = "Clients: who may send, how much, and how. Changes reach every proxy within seconds.",
        subcommands = ApiKeyCommand.class,
        mixinStandardHelpOptions = true)
final class ClientCommand {

    private static final String PATH = "/admin/clients";

    @Command(name = "list", description = "Lists clients.")
    int list(
            @Mixin Call call,
            @Option(names = "--search", paramLabel = "TEXT", description = "part of an id, domain or contact")
                    Optional<String> search,
            @Option(names = "--state", paramLabel = "STATE", description = "active or disabled") Optional<String> state,
            @Option(names = "--site", paramLabel = "SITE", description = "of this site only") Optional<String> site) {
        Query query =
                new Query(PATH).with("search", search).with("state", state).with("site", site);
        call.printer()
                .table(
                        call.server().get(query.text()),
                        "client_id",
                        "state",
                        "site",
                        "rate_per_minute",
                        "replay_mode",
                        "domain",
                        "contact");
        return 0;
    }

    @Command(name = "show", description = "Shows one client.")
    int show(@Mixin Call call, @Parameters(paramLabel = "ID") String id) {
        call.printer().fields(call.server().get(path(id)));
        return 0;
    }

    @Command(name = "create", description = "Enters a client.")
    int create(@Mixin Call call, @Parameters(paramLabel = "ID") String id, @ArgGroup(exclusive = false) Wanted wanted) {
        Body body = new Body().with("client_id", id);
        Optional.ofNullable(wanted).ifPresent(said -> said.into(body));
        call.printer().fields(call.server().post(PATH, body.fields()));
        return 0;
    }

    @Command(name = "set", description = "Changes a client; what is not named stays.")
    int set(
            @Mixin Call call,
            @Parameters(paramLabel = "ID") String id,
            @ArgGroup(exclusive = false, multiplicity = "1") Wanted wanted) {
        AdminServer server = call.server();
        Body body = new Body();
        current(server.get(path(id))).forEach(body::with);
        wanted.into(body);
        call.printer().fields(server.put(path(id), body.fields()));
        return 0;
    }

    @Command(name = "enable", description = "Lets a client send again.")
    int enable(@Mixin Call call, @Parameters(paramLabel = "ID") String id) {
        return state(call, id, "active");
    }

    @Command(name = "disable", description = "Stops a client at every proxy, on open connections too.")
    int disable(@Mixin Call call, @Parameters(paramLabel = "ID") String id) {
        return state(call, id, "disabled");
    }

    @Command(name = "delete", description = "Removes a client that has neither messages nor certificates.")
    int delete(@Mixin Call call, @Parameters(paramLabel = "ID") String id) {
        call.server().delete(path(id));
        call.printer().say("Deleted.");
        return 0;
    }

    private static int state(Call call, String id, String state) {
        call.printer().fields(call.server().put(path(id) + "/status", Map.of("state", state)));
        return 0;
    }

    static String path(String id) {
        return PATH + "/" + AdminServer.encoded(id);
    }

    /** The fields that can be changed, as they are. */
    private static Map<String, Object> current(JsonNode client) {
        ObjectNode fields = client.deepCopy();
        fields.retain("domain", "site", "rate_per_minute", "replay_mode", "grace_seconds", "contact", "notes", "state");
        return AdminServer.JSON.convertValue(
                fields, AdminServer.JSON.getTypeFactory().constructMapType(Map.class, String.class, Object.class));
    }

    /** What can be said about a client. */
    static final class Wanted {

        @Option(names = "--domain", paramLabel = "NAME", description = "whose messages these are in statistics")
        private Optional<String> domain = Optional.empty();

        @Option(names = "--site", paramLabel = "SITE", description = "the only site whose proxies take its messages")
        private Optional<String> site = Optional.empty();

        @Option(
                names = "--rate",
                paramLabel = "N|none",
                description = "most messages in a minute; 0 blocks, none lifts the limit")
        private Optional<String> rate = Optional.empty();

        @Option(names = "--replay", paramLabel = "MODE", description = "off, optional or required")
        private Optional<String> replay = Optional.empty();

        @Option(
                names = "--grace",
                paramLabel = "SECONDS|none",
                description = "how long it may send while the server is away")
        private Optional<String> grace = Optional.empty();

        @Option(names = "--contact", paramLabel = "TEXT", description = "whom to call")
        private Optional<String> contact = Optional.empty();

        @Option(names = "--notes", paramLabel = "TEXT", description = "for the administrators")
        private Optional<String> notes = Optional.empty();

        void into(Body body) {
            body.with("domain", domain)
                    .with("site", site)
                    .with("replay_mode", replay)
                    .with("contact", contact)
                    .with("notes", notes);
            rate.ifPresent(said -> number(body, "rate_per_minute", "--rate", said));
            grace.ifPresent(said -> number(body, "grace_seconds", "--grace", said));
        }

        private static void number(Body body, String field, String option, String said) {
            if (said.equals("none")) {
                body.without(field);
            } else if (said.matches("\\d{1,9}")) {
                body.with(field, Integer.valueOf(said));
            } else {
                throw new CommandFailure(option + " takes a number or none.");
            }
        }
    }
}
