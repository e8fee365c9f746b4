package org.messagebroker.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.MessageId;

class EnvelopeCodecTest {

    private static final String CLIENT_LETTERS = "abcXYZ019._-";

    @RepeatedTest(500)
    void readsBackWhatItWrote(RepetitionInfo repetition) {
        Envelope envelope = random(new Random(repetition.getCurrentRepetition()));
        assertEquals(Optional.of(envelope), EnvelopeCodec.decode(EnvelopeCodec.encode(envelope)));
    }

    @RepeatedTest(500)
    void neverThrowsOnDamagedBytes(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        byte[] bytes = EnvelopeCodec.encode(random(random));
        byte[] damaged = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        IntStream.range(0, random.nextInt(4))
                .filter(i -> damaged.length > 0)
                .forEach(i -> damaged[random.nextInt(damaged.length)] = (byte) random.nextInt());
        EnvelopeCodec.decode(damaged).ifPresent(EnvelopeCodec::encode);
    }

    @Test
    void refusesEveryBeginningThatEndsBeforeThePayload() {
        byte[] bytes = EnvelopeCodec.encode(known());
        int payload = known().payload().length;
        for (int length = 0; length < bytes.length - payload; length++) {
            assertEquals(Optional.empty(), EnvelopeCodec.decode(Arrays.copyOf(bytes, length)), "length " + length);
        }
    }

    @Test
    void refusesAnotherForm() {
        byte[] bytes = EnvelopeCodec.encode(known());
        bytes[0] = 2;
        assertEquals(Optional.empty(), EnvelopeCodec.decode(bytes));
    }

    /** What lies in a queue during an upgrade must stay readable. */
    @Test
    void writesTheFormThatOlderWorkersRead() {
        assertArrayEquals(
                HexFormat.of()
                        .parseHex("0100000001" + "0190000000007000800000000000000a" + "0000018bcfe56800" + "01" + "61"
                                + "7b7d"),
                EnvelopeCodec.encode(known()));
    }

    private static Envelope known() {
        return new Envelope(
                Envelope.SEALED,
                new MessageId(UUID.fromString("01900000-0000-7000-8000-00000000000a")),
                new ClientId("a"),
                Instant.ofEpochMilli(1_700_000_000_000L),
                new byte[] {'{', '}'});
    }

    private static Envelope random(Random random) {
        byte[] payload = new byte[random.nextInt(2000)];
        random.nextBytes(payload);
        return new Envelope(
                random.nextInt(),
                MessageId.create(() -> Instant.ofEpochMilli(random.nextLong(1L << 47))),
                client(random),
                Instant.ofEpochMilli(random.nextLong(1L << 47)),
                payload);
    }

    private static ClientId client(Random random) {
        StringBuilder id = new StringBuilder("c");
        random.ints(random.nextInt(64), 0, CLIENT_LETTERS.length()).forEach(i -> id.append(CLIENT_LETTERS.charAt(i)));
        return new ClientId(id.toString());
    }
}
