package org.messagebroker.server.statistics;

import io.helidon.dbclient.DbRow;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.server.database.Rows;

/** What is counted of one client in one period, as it stands in the database's columns. One thread at a time. */
final class Measures {

    private static final List<String> STATUSES = List.of("queued", "processing", "failed", "delivered");
    private static final int TIME_SUM = STATUSES.size();
    private static final int FIRST_BUCKET = TIME_SUM + 1;
    private static final List<String> NAMES = names();

    /** The columns, with commas between them. */
    static final String COLUMNS = String.join(", ", NAMES);

    /** Their sums under the same names. */
    static final String SUMS = NAMES.stream()
            .map(name -> "COALESCE(SUM(" + name + "), 0) AS " + name)
            .collect(Collectors.joining(", "));

    /** The same where each row says by {@code counts} whether it is added or taken off. */
    static final String SIGNED_SUMS = NAMES.stream()
            .map(name -> "COALESCE(SUM(counts * " + name + "), 0) AS " + name)
            .collect(Collectors.joining(", "));

    /** Adds what an insert brings to the row that is there. */
    static final String ADD_TO_ROW = NAMES.stream()
            .map(name -> "statistics_rollups." + name + " = statistics_rollups." + name + " + VALUES(" + name + ")")
            .collect(Collectors.joining(", ", " ON DUPLICATE KEY UPDATE ", ""));

    /** One question mark a column. */
    static final String PLACES = String.join(", ", Collections.nCopies(NAMES.size(), "?"));

    private final long[] values = new long[NAMES.size()];

    private static List<String> names() {
        List<String> names = new ArrayList<>(STATUSES);
        names.add("delivery_ms");
        names.addAll(DeliveryTimes.columns());
        return List.copyOf(names);
    }

    /** From the row that {@code rows} is at. */
    static Measures of(ResultSet rows) throws SQLException {
        Measures measures = new Measures();
        for (int i = 0; i < NAMES.size(); i++) {
            measures.values[i] = rows.getLong(NAMES.get(i));
        }
        return measures;
    }

    /** From a row of sums. */
    static Measures of(DbRow row) {
        Measures measures = new Measures();
        Arrays.setAll(measures.values, i -> Rows.number(row, NAMES.get(i)));
        return measures;
    }

    void count(MessageStatus status, long more) {
        values[STATUSES.indexOf(status.wire())] += more;
    }

    void time(Duration delivery) {
        values[TIME_SUM] += Math.max(0, delivery.toMillis());
        values[FIRST_BUCKET + DeliveryTimes.bucket(delivery)]++;
    }

    void add(Measures more) {
        Arrays.setAll(values, i -> values[i] + more.values[i]);
    }

    /** Whether nothing would change if these were added. */
    boolean isZero() {
        return Arrays.stream(values).allMatch(value -> value == 0);
    }

    /** Sets the parameters from {@code first} on. */
    void set(PreparedStatement statement, int first) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setLong(first + i, values[i]);
        }
    }

    /** How many stand in this status. */
    long of(MessageStatus status) {
        return values[STATUSES.indexOf(status.wire())];
    }

    /** Those of one status; how long deliveries took belongs to the delivered. */
    Measures only(MessageStatus status) {
        Measures only = new Measures();
        int kept = STATUSES.indexOf(status.wire());
        Arrays.setAll(
                only.values, i -> i == kept || i >= TIME_SUM && status == MessageStatus.DELIVERED ? values[i] : 0);
        return only;
    }

    /** How many there are in all. */
    long messages() {
        return Arrays.stream(values, 0, STATUSES.size()).sum();
    }

    /** The sum of the times that deliveries took, in milliseconds. */
    long deliveryMillis() {
        return values[TIME_SUM];
    }

    /** How many deliveries were timed. */
    long timed() {
        return times().stream().mapToLong(Long::longValue).sum();
    }

    List<Long> times() {
        return Arrays.stream(values, FIRST_BUCKET, values.length).boxed().toList();
    }

    @Override
    public String toString() {
        return NAMES + " = " + Arrays.toString(values);
    }
}
