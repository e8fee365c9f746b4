package org.messagebroker.server.command;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.CommandPoll;
import org.messagebroker.api.SiteCommands;
import org.messagebroker.api.SiteCommands.SiteCommand;
import org.messagebroker.server.command.CommandFeature.Letters;
import org.messagebroker.server.command.CommandStore.Command;
import org.messagebroker.server.command.CommandStore.Target;
import org.messagebroker.server.policy.Admission;
import org.messagebroker.service.json.JsonBody;
import org.messagebroker.service.tls.Peer;

/** {@code POST /internal/commands}: for workers. */
final class InternalCommandRoutes implements HttpService {

    private final Admission admission;
    private final CommandStore commands;
    private final SiteQuarantines quarantines;
    private final Letters letters;

    InternalCommandRoutes(Admission admission, CommandStore commands, SiteQuarantines quarantines, Letters letters) {
        this.admission = admission;
        this.commands = commands;
        this.quarantines = quarantines;
        this.letters = letters;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post("/internal/commands", this::poll);
    }

    private void poll(ServerRequest request, ServerResponse response) {
        admission.require(request, Peer.Role.WORKER);
        CommandPoll poll = JsonBody.read(request, CommandPoll.class);
        QuarantineRoutes.requireSite(poll.site());
        commands.answered(poll.done(), poll.postponed());
        poll.quarantine().ifPresent(report -> quarantines.report(poll.site(), report));
        List<SiteCommand> given = commands.give(poll.site()).stream()
                .map(this::command)
                .flatMap(Optional::stream)
                .toList();
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, new SiteCommands(given));
    }

    private Optional<SiteCommand> command(Command command) {
        return command.target()
                .map(target -> requeue(command, target))
                .orElseGet(() -> Optional.of(
                        new SiteCommand(command.id(), command.kind(), Optional.empty(), 0, command.entry())));
    }

    /** Without its dead letter there is nothing to put back; then it waits for a person who looks at the log. */
    private Optional<SiteCommand> requeue(Command command, Target target) {
        return letters.sealed(target.message(), target.client())
                .map(envelope -> new SiteCommand(
                        command.id(), command.kind(), Optional.of(envelope), target.epoch(), Optional.empty()));
    }
}
