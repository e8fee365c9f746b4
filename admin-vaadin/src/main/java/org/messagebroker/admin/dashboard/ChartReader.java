package org.messagebroker.admin.dashboard;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Optional;
import org.messagebroker.admin.language.Language;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.DashboardClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.StatisticsQuestion;
import org.messagebroker.api.StatisticsReport;

/** Asks the server for what the charts show. Thread-safe. */
final class ChartReader {

    private final DashboardClient server;
    private final PortalSession session;
    private final InstantSource clock = InstantSource.system();

    ChartReader(DashboardClient server, PortalSession session) {
        this.server = server;
        this.session = session;
    }

    Answer<ChartData> read(ChartRange range, Split split, ZoneId zone, Language language) {
        return report(range, "none", zone, language)
                .then(whole -> grouped(range, split, zone, language)
                        .map(grouped -> new ChartData(range, zone, whole, grouped)));
    }

    /** By status the whole is known already. */
    private Answer<Optional<StatisticsReport>> grouped(ChartRange range, Split split, ZoneId zone, Language language) {
        return split == Split.STATUS
                ? new Answer.Given<>(Optional.empty())
                : report(range, split.wire(), zone, language).map(Optional::of);
    }

    private Answer<StatisticsReport> report(ChartRange range, String groupBy, ZoneId zone, Language language) {
        Instant now = clock.instant();
        Period.Range times = range.range(now, zone, language);
        String calendar = language == Language.PERSIAN ? "jalali" : "gregorian";
        return server.report(
                session, new StatisticsQuestion(times.from(), times.to(), range.bucket(), groupBy, calendar));
    }
}
