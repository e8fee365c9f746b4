package org.messagebroker.admin.server;

import java.time.ZoneId;
import org.messagebroker.api.StatisticsReport;
import org.springframework.stereotype.Component;

/** Counts of messages: {@code /portal/stats}. Thread-safe. */
@Component
public final class DashboardClient {

    private static final Uri STATISTICS = Uri.of("/portal/stats");

    private final ServerCalls server;

    DashboardClient(ServerCalls server) {
        this.server = server;
    }

    /** The zone whose days and months the server counts. */
    public Answer<ZoneId> zone(PortalSession session) {
        return server.get(session, STATISTICS.with("period", "hour"), StatisticsReport.class)
                .map(report -> ZoneId.of(report.zone()));
    }

    /** Counts of what the person may see. */
    public Answer<StatisticsReport> report(PortalSession session, StatisticsQuestion question) {
        return server.get(session, question.on(STATISTICS), StatisticsReport.class);
    }
}
