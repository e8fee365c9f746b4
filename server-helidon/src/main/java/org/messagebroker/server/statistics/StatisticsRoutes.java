package org.messagebroker.server.statistics;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.api.StatisticsReport;
import org.messagebroker.server.query.RequestFields;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/stats} about everybody, and {@code /portal/stats} about what the caller may see. */
final class StatisticsRoutes implements HttpService {

    private final Authentication authentication;
    private final StatisticsReader statistics;
    private final ReportReader reports;
    private final ZoneId zone;
    private final InstantSource clock;

    StatisticsRoutes(
            Authentication authentication,
            StatisticsReader statistics,
            ReportReader reports,
            ZoneId zone,
            InstantSource clock) {
        this.authentication = authentication;
        this.statistics = statistics;
        this.reports = reports;
        this.zone = zone;
        this.clock = clock;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/stats", this::all).get("/portal/stats", this::own);
    }

    private void all(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.STATISTICS_READ);
        ReportParameters parameters = parameters(request);
        Optional<StatisticsReport> report = parameters.askForReport()
                ? Optional.of(
                        reports.read(parameters.question(parameters.fields().client())))
                : Optional.empty();
        send(response, statistics.read(parameters.period(), report));
    }

    private void own(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        ReportParameters parameters = parameters(request);
        send(
                response,
                reports.read(
                        parameters.question(visible(caller, parameters.fields().client()))));
    }

    private ReportParameters parameters(ServerRequest request) {
        return new ReportParameters(RequestFields.of(request.query()), zone, clock.instant());
    }

    /** The one client whose messages are counted; empty for all. */
    private static Optional<ClientId> visible(Caller caller, Optional<ClientId> asked) {
        if (caller.may(Permission.STATISTICS_READ)) {
            return asked;
        }
        caller.require(Permission.MESSAGE_READ);
        ClientId own = caller.clientId()
                .orElseThrow(() -> Problem.of(
                        ErrorCode.AUTHORIZATION_ERROR,
                        "This account belongs to no client, so there is nothing to count; ask an administrator."));
        if (asked.filter(client -> !client.equals(own)).isPresent()) {
            throw Problem.of(
                    ErrorCode.AUTHORIZATION_ERROR,
                    "You see the statistics of your own client only; leave client_id out.");
        }
        return Optional.of(own);
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
