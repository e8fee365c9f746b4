package org.messagebroker.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "7", "shop-1", "Shop_1.branch-2", "company_a"})
    void acceptsNamesThatPeopleGive(String text) {
        assertEquals(text, new ClientId(text).toString());
    }

    @Test
    void acceptsSixtyFourCharactersAndNoMore() {
        assertEquals(64, new ClientId("a".repeat(64)).value().length());
        assertFalse(ClientId.isValid("a".repeat(65)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", " ", ".", "..", "../x", "-x", "_x", "a/b", "a b", "a\n", "a\0", "a%2f", "a:b", "a'b", "شرکت", "é"
            })
    void refusesWhatCouldMeanSomethingElseInAPathOrALog(String text) {
        assertFalse(ClientId.isValid(text));
        assertThrows(IllegalArgumentException.class, () -> new ClientId(text));
    }
}
