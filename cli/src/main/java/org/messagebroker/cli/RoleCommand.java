package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Roles: named sets of permissions. */
@Command(
        name = "role",
        description = "Roles: named sets of permissions. Changes count at once, also for who is logged in already.",
        mixinStandardHelpOptions = true)
final class RoleCommand {

    private static final String PATH = "/admin/roles";

    @Command(name = "list", description = "Lists roles.")
    int list(@Mixin Call call) {
        call.printer().table(call.server().get(PATH), "name", "built_in", "users", "description");
        return 0;
    }

    @Command(name = "show", description = "Shows a role and what it permits.")
    int show(@Mixin Call call, @Parameters(paramLabel = "ROLE") String name) {
        call.printer().fields(call.server().get(path(name)));
        return 0;
    }

    @Command(name = "permissions", description = "Lists what roles can be made of.")
    int permissions(@Mixin Call call) {
        call.printer().table(call.server().get("/admin/permissions"), "name", "description");
        return 0;
    }

    @Command(name = "create", description = "Makes a role.")
    int create(
            @Mixin Call call,
            @Parameters(paramLabel = "ROLE") String name,
            @Option(names = "--description", paramLabel = "TEXT", description = "what it is for")
                    Optional<String> description,
            @Option(
                            names = "--permission",
                            paramLabel = "NAME",
                            required = true,
                            split = ",",
                            description = "such as client.read; several with commas between, or repeated")
                    List<String> permissions) {
        Body body =
                new Body().with("name", name).with("description", description).with("permissions", permissions);
        call.printer().fields(call.server().post(PATH, body.fields()));
        return 0;
    }

    @Command(name = "clone", description = "Makes a role that permits the same as another.")
    int copy(
            @Mixin Call call,
            @Parameters(paramLabel = "ROLE", index = "0", description = "the one there is") String from,
            @Parameters(paramLabel = "NEW", index = "1") String name,
            @Option(names = "--description", paramLabel = "TEXT", description = "what it is for")
                    Optional<String> description) {
        Body body = new Body().with("name", name).with("description", description);
        call.printer().fields(call.server().post(path(from) + "/clone", body.fields()));
        return 0;
    }

    @Command(name = "edit", description = "Changes a role; what is not named stays.")
    int edit(
            @Mixin Call call,
            @Parameters(paramLabel = "ROLE") String name,
            @Option(names = "--description", paramLabel = "TEXT", description = "what it is for")
                    Optional<String> description,
            @Option(names = "--add", paramLabel = "NAME", split = ",", description = "permissions that it gets")
                    List<String> added,
            @Option(names = "--remove", paramLabel = "NAME", split = ",", description = "permissions that it loses")
                    List<String> removed) {
        AdminServer server = call.server();
        JsonNode role = server.get(path(name));
        Set<String> permissions = new LinkedHashSet<>();
        role.path("permissions").forEach(each -> permissions.add(each.asText()));
        Optional.ofNullable(added).ifPresent(permissions::addAll);
        Optional.ofNullable(removed).ifPresent(permissions::removeAll);
        call.printer()
                .fields(server.put(
                        path(name),
                        Map.of(
                                "description",
                                description.orElse(role.path("description").asText()),
                                "permissions",
                                permissions)));
        return 0;
    }

    @Command(name = "second-factor", description = "Shows or says whether a role requires a second factor.")
    int secondFactor(
            @Mixin Call call,
            @Parameters(paramLabel = "ROLE", index = "0") String name,
            @Parameters(
                            paramLabel = "required|optional",
                            index = "1",
                            arity = "0..1",
                            description = "required: who has none is logged out, and sets one up at his next log-in")
                    Optional<FactorRule> rule) {
        AdminServer server = call.server();
        String path = path(name) + "/second-factor";
        call.printer()
                .fields(rule.map(chosen -> server.put(path, Map.of("required", chosen == FactorRule.REQUIRED)))
                        .orElseGet(() -> server.get(path)));
        return 0;
    }

    /** Whether nobody of a role gets in without one. */
    enum FactorRule {
        REQUIRED,
        OPTIONAL
    }

    @Command(name = "delete", description = "Removes a role that nobody has.")
    int delete(@Mixin Call call, @Parameters(paramLabel = "ROLE") String name) {
        call.server().delete(path(name));
        call.printer().say("Deleted.");
        return 0;
    }

    private static String path(String name) {
        return PATH + "/" + AdminServer.encoded(name);
    }
}
