package org.messagebroker.admin.deadletter;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.server.DeadLetterFilter;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.DeadLetterKind;
import org.messagebroker.api.DeadLetterState;
import org.messagebroker.api.MessageId;

/** What the address of the page of dead letters asks for. */
record AskedLetters(Asked asked) {

    static final String KIND = "kind";
    static final String STATE = "state";
    static final String CLIENT = "client";
    static final String REASON = "reason";
    static final String OPEN = "message";

    DeadLetterFilter filter() {
        return new DeadLetterFilter(
                asked.get(KIND, text -> parse(DeadLetterKind.values(), text)),
                asked.get(STATE, text -> parse(DeadLetterState.values(), text)),
                asked.get(CLIENT).filter(ClientId::isValid).map(ClientId::new),
                asked.get(REASON));
    }

    /** The one that is opened. */
    Optional<MessageId> open() {
        return asked.get(OPEN, MessageId::parse);
    }

    boolean isNarrowed() {
        return !filter().equals(new AskedLetters(new Asked(Map.of())).filter());
    }

    static String wire(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static <E extends Enum<E>> Optional<E> parse(E[] values, String text) {
        return Arrays.stream(values).filter(each -> wire(each).equals(text)).findFirst();
    }
}
