package org.messagebroker.admin.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.server.MessageFilter;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.MessageStatus;

class AskedMessagesTest {

    private final KeptNumbers numbers = new KeptNumbers();

    @Test
    void readsEveryFilterFromTheAddress() {
        String word = numbers.keep("+989121234567");
        MessageFilter filter = asked(
                        Map.of("status", "failed", "client", "alpha", "domain", "example.org", "number", word))
                .filter();
        assertEquals(Optional.of(MessageStatus.FAILED), filter.status());
        assertEquals(Optional.of(new ClientId("alpha")), filter.clientId());
        assertEquals(Optional.of("example.org"), filter.domain());
        assertEquals(Optional.of("+989121234567"), filter.search());
    }

    @Test
    void countsDaysInTheZoneOfTheReaderAndTheLastOneWhole() {
        MessageFilter filter =
                asked(Map.of("from", "2026-11-25", "to", "2026-11-25")).filter();
        assertEquals(Optional.of(Instant.parse("2026-11-24T20:30:00Z")), filter.fromDate());
        assertEquals(Optional.of(Instant.parse("2026-11-25T20:29:59.999Z")), filter.toDate());
    }

    @Test
    void leavesOutWhatMeansNothing() {
        MessageFilter filter = asked(Map.of(
                        "status", "lost", "client", "no client!", "from", "yesterday", "number", "nobody", "id", "x"))
                .filter();
        assertEquals(MessageFilter.ALL, filter);
    }

    @Test
    void showsTextsOnlyWhenTheAddressSaysSo() {
        assertFalse(asked(Map.of()).texts());
        assertTrue(asked(asked(Map.of()).withTexts(true).values()).texts());
    }

    @Test
    void keepsOneWordForANumber() {
        assertEquals(numbers.keep("+989121234567"), numbers.keep("+989121234567"));
    }

    private AskedMessages asked(Map<String, String> address) {
        return new AskedMessages(new Asked(address), ZoneId.of("Asia/Tehran"), numbers::number);
    }
}
