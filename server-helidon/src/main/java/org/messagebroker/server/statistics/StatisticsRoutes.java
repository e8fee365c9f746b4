package org.messagebroker.server.statistics;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Arrays;
import org.messagebroker.server.statistics.StatisticsReader.Period;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Permission;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/stats}. */
final class StatisticsRoutes implements HttpService {

    private final Authentication authentication;
    private final StatisticsReader statistics;

    StatisticsRoutes(Authentication authentication, StatisticsReader statistics) {
        this.authentication = authentication;
        this.statistics = statistics;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/stats", this::read);
    }

    private void read(ServerRequest request, ServerResponse response) {
        authentication.require(request).require(Permission.STATISTICS_READ);
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, statistics.read(period(request)));
    }

    private static Period period(ServerRequest request) {
        String asked = request.query().first("period").orElse(Period.DAY.wire());
        return Arrays.stream(Period.values())
                .filter(period -> period.wire().equals(asked))
                .findFirst()
                .orElseThrow(() -> Problem.invalidField("period", "must be hour, day, week or month"));
    }
}
