package org.messagebroker.bench;

import java.util.Locale;
import java.util.Optional;

/**
 * A figure and its bar.
 *
 * @param most whether the bar is the most that it may be, rather than the least
 */
record Bar(String what, Optional<Double> measured, Optional<Double> bar, boolean most) {

    Optional<String> line() {
        return measured.flatMap(value -> bar.map(limit -> line(value, limit)));
    }

    private String line(double value, double limit) {
        boolean met = most ? value <= limit : value >= limit;
        return String.format(
                Locale.ROOT,
                "%-52s %,10.2f  %s %,10.2f  %s%n",
                what,
                value,
                most ? "<=" : ">=",
                limit,
                met ? "met" : "NOT MET");
    }
}
