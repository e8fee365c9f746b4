package org.messagebroker.admin.message;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.server.MessageFilter;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;

/**
 * What the address of the page of messages asks for.
 *
 * @param zone whose days are meant
 * @param kept the number that a word in the address stands for
 */
record AskedMessages(Asked asked, ZoneId zone, Function<String, Optional<String>> kept) {

    static final String STATUS = "status";
    static final String CLIENT = "client";
    static final String DOMAIN = "domain";
    static final String NUMBER = "number";
    static final String ID = "id";
    static final String FROM = "from";
    static final String TO = "to";
    static final String TEXTS = "texts";
    static final String OPEN = "message";

    private static final String YES = "yes";

    MessageFilter filter() {
        return new MessageFilter(
                asked.get(STATUS, AskedMessages::status),
                client(),
                domain(),
                search(),
                from().map(day -> day.atStartOfDay(zone).toInstant()),
                to().map(day -> day.plusDays(1).atStartOfDay(zone).toInstant().minusMillis(1)));
    }

    /** A number, or an id. */
    Optional<String> search() {
        return asked.get(NUMBER)
                .flatMap(kept)
                .or(() -> asked.get(ID, MessageId::parse).map(MessageId::toString));
    }

    Optional<ClientId> client() {
        return asked.get(CLIENT).filter(ClientId::isValid).map(ClientId::new);
    }

    Optional<String> domain() {
        return asked.get(DOMAIN);
    }

    Optional<LocalDate> from() {
        return asked.day(FROM);
    }

    Optional<LocalDate> to() {
        return asked.day(TO);
    }

    /** Whether the texts are to stand in the list. */
    boolean texts() {
        return asked.get(TEXTS).filter(YES::equals).isPresent();
    }

    Asked withTexts(boolean wanted) {
        return asked.with(TEXTS, Optional.of(YES).filter(yes -> wanted));
    }

    /** The message that is opened. */
    Optional<MessageId> open() {
        return asked.get(OPEN, MessageId::parse);
    }

    /** Everything, with the texts as before. */
    Asked cleared() {
        return new Asked(Map.of()).with(TEXTS, asked.get(TEXTS));
    }

    static Optional<MessageStatus> status(String text) {
        return Arrays.stream(MessageStatus.values())
                .filter(status -> status.wire().equals(text))
                .findFirst();
    }
}
