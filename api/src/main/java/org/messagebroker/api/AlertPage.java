package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * {@code GET /admin/alerts}.
 *
 * @param current what is wrong at this moment
 * @param history what was mailed, the newest first
 * @param after to be given as {@code after} for the next page of the history; absent on the last
 */
public record AlertPage(List<AlertView> current, List<AlertEvent> history, Optional<Long> after) {

    public AlertPage {
        current = List.copyOf(current);
        history = List.copyOf(history);
    }
}
