package org.messagebroker.server.statistics;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.database.Rows;

/**
 * How many messages a floor hides, from the sums of days: nothing is counted row by row, however many there are. Every
 * method leaves the commit to its caller.
 */
public final class ExpiredCounts {

    private static final String OF_DAYS =
            " FROM statistics_rollups d WHERE span = 'day' AND period >= :from AND period < :until AND ";
    private static final String COUNT =
            "SELECT COALESCE(SUM(queued + processing + failed + delivered), 0) AS messages" + OF_DAYS;
    private static final String HIDE = "INSERT INTO statistics_rollups (span, client_id, period, domain, "
            + Measures.COLUMNS + ") SELECT '" + Span.EXPIRED + "', '', 0, '', " + Measures.SUMS + OF_DAYS;

    private final ZoneId zone;

    public ExpiredCounts(ZoneId zone) {
        this.zone = zone;
    }

    /** The zone whose days floors begin with. */
    public ZoneId zone() {
        return zone;
    }

    /** How many messages there are from {@code from} until before {@code until}, both beginnings of days. */
    public long between(DbExecute execute, Whose whose, Instant from, Instant until) {
        return execute.createQuery(COUNT + whose.condition())
                .params(whose.parameters(day(from), day(until)))
                .execute()
                .map(row -> Rows.number(row, "messages"))
                .toList()
                .getFirst();
    }

    /** Takes the same messages out of the totals, because a floor hides them from now on. */
    public void hide(DbExecute transaction, Whose whose, Instant from, Instant until) {
        transaction
                .createInsert(HIDE + whose.condition() + Measures.ADD_TO_ROW)
                .params(whose.parameters(day(from), day(until)))
                .execute();
    }

    private long day(Instant time) {
        return Span.dayNumber(time.atZone(zone).toLocalDate());
    }

    /**
     * Whose messages.
     *
     * @param only one client's; empty for everybody's but those of {@code without}
     */
    public record Whose(Optional<ClientId> only, List<ClientId> without) {

        public Whose {
            without = List.copyOf(without);
        }

        public static Whose of(ClientId client) {
            return new Whose(Optional.of(client), List.of());
        }

        public static Whose allBut(Collection<ClientId> others) {
            return new Whose(Optional.empty(), List.copyOf(others));
        }

        private String condition() {
            StringBuilder condition = new StringBuilder(only.isPresent() ? "client_id = :client" : "client_id <> ''");
            for (int i = 0; i < without.size(); i++) {
                condition.append(" AND client_id <> :without").append(i);
            }
            return condition.toString();
        }

        private Map<String, Object> parameters(long from, long until) {
            Map<String, Object> parameters = new HashMap<>(Map.of("from", from, "until", until));
            only.ifPresent(client -> parameters.put("client", client.value()));
            for (int i = 0; i < without.size(); i++) {
                parameters.put("without" + i, without.get(i).value());
            }
            return parameters;
        }
    }
}
