package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** People who may log in. */
@Command(
        name = "user",
        description = "People who may log in. Changes count at once, also for who is logged in already.",
        mixinStandardHelpOptions = true)
final class UserCommand {

    private static final String PATH = "/admin/users";

    @Command(name = "list", description = "Lists users, by e-mail address.")
    int list(
            @Mixin Call call,
            @Option(names = "--search", paramLabel = "TEXT", description = "part of an e-mail address")
                    Optional<String> search,
            @Option(names = "--role", paramLabel = "ROLE", description = "with this role") Optional<String> role,
            @Option(names = "--client", paramLabel = "CLIENT", description = "of this client") Optional<String> client,
            @Option(names = "--active", paramLabel = "true|false", description = "false: those who are disabled")
                    Optional<String> active,
            @Option(names = "--expired", paramLabel = "true|false", description = "true: those whose time is over")
                    Optional<String> expired,
            @Option(names = "--limit", paramLabel = "N", description = "at most 500 (default: 100)")
                    Optional<String> limit,
            @Option(names = "--after", paramLabel = "EMAIL", description = "goes on after this one")
                    Optional<String> after) {
        Query query = new Query(PATH)
                .with("search", search)
                .with("role", role)
                .with("client_id", client)
                .with("active", active)
                .with("expired", expired)
                .with("limit", limit)
                .with("after", after);
        JsonNode page = call.server().get(query.text());
        call.printer()
                .table(
                        page,
                        "email",
                        "role",
                        "client_id",
                        "is_active",
                        "expires_at",
                        "must_change_password",
                        "last_login");
        if (page.path("next").isTextual()) {
            call.printer()
                    .say(page.path("total").asText() + " in all; go on with --after "
                            + page.path("next").asText());
        }
        return 0;
    }

    @Command(name = "show", description = "Shows one user.")
    int show(@Mixin Call call, @Parameters(paramLabel = "EMAIL") String email) {
        call.printer().fields(user(call.server(), email));
        return 0;
    }

    @Command(name = "create", description = "Makes a user. His password is asked for, or read from a file.")
    int create(
            @Mixin Call call,
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--role", paramLabel = "ROLE", description = "default: user") Optional<String> role,
            @Option(names = "--client", paramLabel = "CLIENT", description = "whose messages he sees")
                    Optional<String> client,
            @Option(names = "--expires", paramLabel = "TIME", description = "such as 2027-01-01T00:00:00Z")
                    Optional<String> expires,
            @Option(names = "--must-change", description = "he has to choose another password at the first log-in")
                    boolean mustChange,
            @Option(
                            names = "--new-password-file",
                            paramLabel = "FILE",
                            description = "his password on one line (default: it is asked for)")
                    Optional<Path> password) {
        AdminServer server = call.server();
        Body body = new Body()
                .with("email", email)
                .with("role", role)
                .with("client_id", client)
                .with("expires_at", expires)
                .with("must_change_password", mustChange)
                .with("password", Secret.choose(password, "Password for " + email + ": "));
        call.printer().fields(server.post(PATH, body.fields()));
        return 0;
    }

    @Command(name = "delete", description = "Deletes a user and ends his sessions.")
    int delete(@Mixin Call call, @Parameters(paramLabel = "EMAIL") String email) {
        AdminServer server = call.server();
        server.delete(path(server, email));
        call.printer().say("Deleted.");
        return 0;
    }

    @Command(name = "password", description = "Gives a user, or oneself, another password and ends the sessions.")
    int password(
            @Mixin Call call,
            @Parameters(paramLabel = "EMAIL", arity = "0..1", description = "without: one's own")
                    Optional<String> email,
            @Option(names = "--must-change", description = "he has to choose another one at the next log-in")
                    boolean mustChange,
            @Option(
                            names = "--new-password-file",
                            paramLabel = "FILE",
                            description = "the new password on one line (default: it is asked for)")
                    Optional<Path> file) {
        if (email.isEmpty()) {
            return ownPassword(call, file);
        }
        AdminServer server = call.server();
        String path = path(server, email.get()) + "/password";
        String chosen = Secret.choose(file, "New password for " + email.get() + ": ");
        call.printer().fields(server.put(path, Map.of("password", chosen, "must_change_password", mustChange)));
        return 0;
    }

    private static int ownPassword(Call call, Optional<Path> file) {
        AdminServer server = call.server();
        String old = call.access().password("Your present password: ");
        String chosen = Secret.choose(file, "Your new password: ");
        server.put("/portal/password", Map.of("old_password", old, "new_password", chosen));
        call.printer().say("Changed. Your other sessions have ended.");
        return 0;
    }

    @Command(name = "role", description = "Gives a user another role and ends his sessions.")
    int role(
            @Mixin Call call,
            @Parameters(paramLabel = "EMAIL", index = "0") String email,
            @Parameters(paramLabel = "ROLE", index = "1") String role) {
        return change(call, email, "role", Map.of("role", role));
    }

    @Command(name = "enable", description = "Lets a user log in again.")
    int enable(@Mixin Call call, @Parameters(paramLabel = "EMAIL") String email) {
        return change(call, email, "status", Map.of("is_active", true));
    }

    @Command(name = "disable", description = "Keeps a user out and ends his sessions.")
    int disable(@Mixin Call call, @Parameters(paramLabel = "EMAIL") String email) {
        return change(call, email, "status", Map.of("is_active", false));
    }

    @Command(name = "expire", description = "Says from when on a user cannot log in any more.")
    int expire(
            @Mixin Call call,
            @Parameters(paramLabel = "EMAIL", index = "0") String email,
            @Parameters(paramLabel = "TIME|never", index = "1", description = "such as 2027-01-01T00:00:00Z, or never")
                    String time) {
        return change(call, email, "expiry", orNull("expires_at", time, "never"));
    }

    @Command(name = "client", description = "Says whose messages a user sees.")
    int client(
            @Mixin Call call,
            @Parameters(paramLabel = "EMAIL", index = "0") String email,
            @Parameters(paramLabel = "CLIENT|none", index = "1") String client) {
        return change(call, email, "client", orNull("client_id", client, "none"));
    }

    @Command(name = "force-change", description = "Has a user choose another password before he does anything else.")
    int forceChange(
            @Mixin Call call,
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--undo", description = "he need not any more") boolean undo) {
        return change(call, email, "force-password-change", Map.of("must_change_password", !undo));
    }

    @Command(name = "sessions", description = "Lists where a user is logged in, or ends it.")
    int sessions(
            @Mixin Call call,
            @Parameters(paramLabel = "EMAIL") String email,
            @Option(names = "--end", paramLabel = "ID|all", description = "ends this session, or all")
                    Optional<String> end) {
        AdminServer server = call.server();
        new SessionList(server, path(server, email) + "/sessions", "all").listOrEnd(call.printer(), end);
        return 0;
    }

    @Command(
            name = "second-factor-reset",
            description = "Removes the second factor of a user who has lost it, and ends his sessions.")
    int secondFactorReset(@Mixin Call call, @Parameters(paramLabel = "EMAIL") String email) {
        AdminServer server = call.server();
        server.delete(path(server, email) + "/second-factor");
        call.printer().say("Removed. He logs in with his password alone, until he sets up another.");
        return 0;
    }

    private static int change(Call call, String email, String what, Map<String, ?> body) {
        AdminServer server = call.server();
        call.printer().fields(server.put(path(server, email) + "/" + what, body));
        return 0;
    }

    private static Map<String, Object> orNull(String field, String said, String wordForNull) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(field, said.equals(wordForNull) ? AdminServer.JSON.nullNode() : said);
        return body;
    }

    private static String path(AdminServer server, String email) {
        return PATH + "/" + user(server, email).path("id").asText();
    }

    private static JsonNode user(AdminServer server, String email) {
        JsonNode found = server.get(
                        new Query(PATH).with("email", Optional.of(email)).text())
                .path("users")
                .path(0);
        if (found.isMissingNode()) {
            throw new CommandFailure("There is no user " + email + ".");
        }
        return found;
    }
}
