package org.messagebroker.admin.dashboard;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.messagebroker.admin.dashboard.Overview.Count;
import org.messagebroker.admin.language.Language;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.DashboardClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.StatisticsQuestion;
import org.messagebroker.api.StatisticsReport;
import org.messagebroker.api.StatisticsReport.Figures;

/**
 * Asks the server for the counts of each period. What was counted of a period that is over is asked once for each quarter of
 * an hour. Thread-safe.
 */
final class CountsReader {

    private final DashboardClient server;
    private final PortalSession session;
    private final InstantSource clock = InstantSource.system();
    private final Map<Period.Range, Figures> over = new ConcurrentHashMap<>();

    CountsReader(DashboardClient server, PortalSession session) {
        this.server = server;
        this.session = session;
    }

    Answer<Map<Period, Count>> counts(ZoneId zone, Language language) {
        Instant now = clock.instant();
        Map<Period, Count> counts = new EnumMap<>(Period.class);
        over.keySet().retainAll(previous(now, zone, language));
        for (Period period : Period.values()) {
            Answer<Figures> current = figures(period.current(now, zone, language));
            Answer<Figures> before = past(period.previous(now, zone, language));
            if (!(current instanceof Answer.Given<Figures>(Figures is))) {
                return current.map(never -> counts);
            }
            if (!(before instanceof Answer.Given<Figures>(Figures was))) {
                return before.map(never -> counts);
            }
            counts.put(period, new Count(is, was));
        }
        return new Answer.Given<>(counts);
    }

    private Answer<Figures> past(Period.Range range) {
        Figures known = over.get(range);
        if (known != null) {
            return new Answer.Given<>(known);
        }
        Answer<Figures> answer = figures(range);
        if (answer instanceof Answer.Given<Figures>(Figures figures)) {
            over.put(range, figures);
        }
        return answer;
    }

    private Answer<Figures> figures(Period.Range range) {
        return server.report(session, new StatisticsQuestion(range.from(), range.to(), "none", "none", "gregorian"))
                .map(StatisticsReport::total);
    }

    private static Set<Period.Range> previous(Instant now, ZoneId zone, Language language) {
        return Arrays.stream(Period.values())
                .map(period -> period.previous(now, zone, language))
                .collect(Collectors.toSet());
    }
}
