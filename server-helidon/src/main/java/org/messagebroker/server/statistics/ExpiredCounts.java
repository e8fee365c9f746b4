package org.messagebroker.server.statistics;

import io.helidon.dbclient.DbExecute;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.messagebroker.api.ClientId;
import org.messagebroker.server.database.Rows;

/**
 * How many messages a floor hides, from the sums of days: nothing is counted row by row, however many there are. Every
 * method leaves the commit to its caller.
 */
public final class ExpiredCounts {

    /** Everybody's sums without those of the clients that are left out are fewer rows than all the others'. */
    private static final String OF_DAYS = """
            FROM (SELECT IF(client_id = :added, 1, -1) AS counts, statistics_rollups.* FROM statistics_rollups
            WHERE span = 'day' AND period >= :from AND period < :until AND client_id IN (%s)) days""";

    private static final String COUNT =
            "SELECT COALESCE(SUM(counts * (queued + processing + failed + delivered)), 0) AS messages " + OF_DAYS;
    private static final String HIDE = "INSERT INTO statistics_rollups (span, client_id, period, domain, "
            + Measures.COLUMNS + ") SELECT '" + Span.EXPIRED + "', '', 0, '', " + Measures.SIGNED_SUMS + " " + OF_DAYS;

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
        return execute.createQuery(COUNT.formatted(whose.places()))
                .params(whose.parameters(day(from), day(until)))
                .execute()
                .map(row -> Rows.number(row, "messages"))
                .toList()
                .getFirst();
    }

    /** Takes the same messages out of the totals, because a floor hides them from now on. */
    public void hide(DbExecute transaction, Whose whose, Instant from, Instant until) {
        transaction
                .createInsert(HIDE.formatted(whose.places()) + Measures.ADD_TO_ROW)
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

        /** Names for {@link #named()}. */
        private String places() {
            return IntStream.range(0, named().size())
                    .mapToObj(i -> ":client" + i)
                    .collect(Collectors.joining(", "));
        }

        private Map<String, Object> parameters(long from, long until) {
            Map<String, Object> parameters = new HashMap<>(Map.of("from", from, "until", until));
            List<String> named = named();
            parameters.put("added", named.getFirst());
            for (int i = 0; i < named.size(); i++) {
                parameters.put("client" + i, named.get(i));
            }
            return parameters;
        }

        /** The rows that count, and then those to be taken off: one client's, or everybody's without the others'. */
        private List<String> named() {
            return Stream.concat(
                            Stream.of(only.map(ClientId::value).orElse("")),
                            without.stream().map(ClientId::value))
                    .toList();
        }
    }
}
