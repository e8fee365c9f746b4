package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * {@code GET /admin/dead-letters}, newest ids first.
 *
 * @param after to be given as {@code after} for the next page; absent on the last
 */
public record DeadLetterPage(List<DeadLetterView> deadLetters, Optional<String> after) {

    public DeadLetterPage {
        deadLetters = List.copyOf(deadLetters);
    }
}
