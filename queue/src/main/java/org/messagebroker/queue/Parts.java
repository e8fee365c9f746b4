package org.messagebroker.queue;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;

/** A change that is asked of Redis in several parts. */
final class Parts {

    private Parts() {}

    /**
     * Asks for each part, also after one has failed.
     *
     * @throws QueueUnavailableException the first failure, with the others suppressed in it
     */
    static <T> void each(Collection<T> parts, Consumer<T> change) {
        List<QueueUnavailableException> failures = new ArrayList<>();
        for (T part : parts) {
            try {
                change.accept(part);
            } catch (QueueUnavailableException unavailable) {
                failures.add(unavailable);
            }
        }
        if (!failures.isEmpty()) {
            throw withOthers(failures);
        }
    }

    private static QueueUnavailableException withOthers(List<QueueUnavailableException> failures) {
        QueueUnavailableException first = failures.getFirst();
        failures.stream().skip(1).forEach(first::addSuppressed);
        return first;
    }
}
