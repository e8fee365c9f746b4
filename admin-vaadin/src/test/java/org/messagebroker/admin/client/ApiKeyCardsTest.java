package org.messagebroker.admin.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeyCardsTest {

    @Test
    void readsAddressesHoweverTheyAreSeparated() {
        assertEquals(List.of("10.0.0.0/8", "::1", "127.0.0.1"), ApiKeyCards.words(" 10.0.0.0/8, ::1،127.0.0.1\n"));
        assertEquals(List.of(), ApiKeyCards.words(" , "));
    }
}
