package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartsTest {

    @Test
    void everyPartIsAskedForThoughOthersFailAndAllFailuresAreTold() {
        List<Integer> asked = new ArrayList<>();

        QueueUnavailableException told = assertThrows(
                QueueUnavailableException.class,
                () -> Parts.each(List.of(0, 1, 2, 3), part -> {
                    asked.add(part);
                    failIfOdd(part);
                }));

        assertEquals(List.of(0, 1, 2, 3), asked);
        assertEquals("part 1", told.getMessage());
        assertEquals("part 3", told.getSuppressed()[0].getMessage());
    }

    @Test
    void nothingIsThrownWhenNoPartFails() {
        Parts.each(List.of(0, 2), PartsTest::failIfOdd);
    }

    private static void failIfOdd(int part) {
        if (part % 2 == 1) {
            throw new QueueUnavailableException("part " + part);
        }
    }
}
