package org.messagebroker.admin.message;

import com.vaadin.flow.server.VaadinSession;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The numbers that a person has searched for. An address of the browser, which histories and logs keep, holds only a word
 * that stands for one of them and means something in this session alone. Used with the session locked.
 */
final class KeptNumbers {

    private static final int MOST = 100;

    private final LinkedHashMap<String, String> numbers = new LinkedHashMap<>();

    static KeptNumbers of(VaadinSession session) {
        return Optional.ofNullable(session.getAttribute(KeptNumbers.class)).orElseGet(() -> {
            KeptNumbers fresh = new KeptNumbers();
            session.setAttribute(KeptNumbers.class, fresh);
            return fresh;
        });
    }

    /** The word for a number; the oldest is forgotten when there are many. */
    String keep(String number) {
        String word = numbers.entrySet().stream()
                .filter(kept -> kept.getValue().equals(number))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseGet(() -> UUID.randomUUID().toString());
        numbers.put(word, number);
        if (numbers.size() > MOST) {
            numbers.pollFirstEntry();
        }
        return word;
    }

    Optional<String> number(String word) {
        return Optional.ofNullable(numbers.get(word));
    }
}
