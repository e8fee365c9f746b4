package org.messagebroker.api;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {

    private static final Instant MOMENT = Instant.parse("2026-11-23T21:30:00.123Z");
    private static final String TEXT = "01936b5e-7c1b-7abc-8def-0123456789ab";

    @Test
    void isMadeAsVersionSevenOfTheVariantInTheStandard() {
        UUID value = MessageId.create(InstantSource.fixed(MOMENT)).value();
        assertEquals(7, value.version());
        assertEquals(2, value.variant());
    }

    @Test
    void carriesTheMillisecondInWhichItWasMade() {
        assertEquals(MOMENT, MessageId.create(InstantSource.fixed(MOMENT)).time());
    }

    @Test
    void differsFromEveryOtherMadeInTheSameMillisecond() {
        Set<MessageId> made = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            made.add(MessageId.create(InstantSource.fixed(MOMENT)));
        }
        assertEquals(10_000, made.size());
    }

    @Test
    void sortsByTime() {
        List<MessageId> inOrder = Stream.iterate(MOMENT, moment -> moment.plusMillis(1))
                .limit(100)
                .map(moment -> MessageId.create(InstantSource.fixed(moment)))
                .toList();
        assertEquals(inOrder, inOrder.reversed().stream().sorted().toList());
    }

    @Test
    void sortsAsItsBytesDoUnsigned() {
        MessageId lower = new MessageId(UUID.fromString("7fffffff-ffff-7fff-bfff-ffffffffffff"));
        MessageId higher = new MessageId(UUID.fromString("80000000-0000-7000-8000-000000000000"));
        assertTrue(lower.compareTo(higher) < 0);
        assertTrue(Arrays.compareUnsigned(lower.bytes(), higher.bytes()) < 0);
    }

    @Test
    void survivesItsSixteenBytes() {
        MessageId id = MessageId.create(InstantSource.system());
        assertEquals(id, MessageId.ofBytes(id.bytes()));
        assertEquals(16, id.bytes().length);
    }

    @Test
    void writesTheMostSignificantByteFirst() {
        byte[] bytes = MessageId.parse(TEXT).orElseThrow().bytes();
        assertArrayEquals(new byte[] {0x01, (byte) 0x93, 0x6b}, Arrays.copyOf(bytes, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17})
    void refusesAnotherNumberOfBytes(int length) {
        assertThrows(IllegalArgumentException.class, () -> MessageId.ofBytes(new byte[length]));
    }

    @Test
    void readsItsOwnTextInEitherCase() {
        MessageId id = MessageId.parse(TEXT).orElseThrow();
        assertEquals(TEXT, id.toString());
        assertEquals(Optional.of(id), MessageId.parse(TEXT.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "1-1-7001-8001-1",
                "01936b5e7c1b7abc8def0123456789ab",
                "{01936b5e-7c1b-7abc-8def-0123456789ab}",
                "01936b5e-7c1b-7abc-8def-0123456789ab ",
                "01936b5e-7c1b-7abc-8def-0123456789ab\n",
                "01936b5e-7c1b-7abc-8def-0123456789ag",
                "01936b5e-7c1b-4abc-8def-0123456789ab",
                "01936b5e-7c1b-7abc-cdef-0123456789ab",
                "00000000-0000-0000-0000-000000000000"
            })
    void refusesTextThatIsNotExactlyAnId(String text) {
        assertEquals(Optional.empty(), MessageId.parse(text));
    }

    @Test
    void cannotBeMadeOfARandomUuid() {
        assertThrows(IllegalArgumentException.class, () -> new MessageId(UUID.randomUUID()));
    }
}
