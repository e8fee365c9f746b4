package org.messagebroker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReckoningTest {

    private static final UUID FIRST = new UUID(1, 1);
    private static final UUID SECOND = new UUID(2, 2);

    private final Reckoning reckoning = new Reckoning(10, number -> number == 9);

    @Test
    void findsNothingWrongWithOneRowForEachAcceptedMessage() {
        reckoning.told(0, FIRST);
        reckoning.told(1, SECOND);
        reckoning.row(SECOND, "chaos 1");
        reckoning.row(FIRST, "chaos 0");

        assertEquals(List.of(), reckoning.lost());
        assertEquals(0, reckoning.duplicated());
        assertEquals(2, reckoning.stored());
    }

    @Test
    void missesWhatHasNoRow() {
        reckoning.told(0, FIRST);
        reckoning.told(1, SECOND);
        reckoning.row(FIRST, "chaos 0");

        assertEquals(List.of(1), reckoning.lost());
    }

    @Test
    void missesWhatHasARowUnderAnotherIdOnly() {
        reckoning.told(0, FIRST);
        reckoning.row(SECOND, "chaos 0");

        assertEquals(List.of(0), reckoning.lost());
    }

    @Test
    void countsSecondRowsOfOneMessage() {
        reckoning.told(0, FIRST);
        reckoning.row(FIRST, "chaos 0");
        reckoning.row(SECOND, "chaos 0");
        reckoning.row(FIRST, "chaos 0");

        assertEquals(List.of(), reckoning.lost());
        assertEquals(2, reckoning.duplicated());
    }

    @Test
    void tellsRowsOfTheUnansweredFromRowsOfTheRefused() {
        reckoning.row(FIRST, "chaos 3");
        reckoning.row(SECOND, "chaos 9");

        assertEquals(1, reckoning.unanswered());
        assertEquals(1, reckoning.refused());
        assertEquals(0, reckoning.duplicated());
    }
}
