package org.messagebroker.bench.chaos;

import java.time.Duration;

/**
 * How long faults last.
 *
 * @param standstill longer than a worker's lease of 10 s
 * @param rest the longest from one fault to the next
 * @param recovery how long one may take; a short run may stand beside other work, where seconds say little
 */
record Size(
        Duration standstill,
        Duration databaseDown,
        Duration memoryFull,
        Duration diskFull,
        Duration lostAnswers,
        Duration wrongCertificate,
        Duration steppedClock,
        Duration rest,
        Duration recovery) {

    static final Size FULL = new Size(
            Duration.ofSeconds(20),
            Duration.ofMinutes(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(20),
            Duration.ofSeconds(15),
            Duration.ofMinutes(1),
            Duration.ofSeconds(15),
            Duration.ofSeconds(4),
            Duration.ofSeconds(15));

    static final Size SHORT = new Size(
            Duration.ofSeconds(15),
            Duration.ofSeconds(30),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(3),
            Duration.ofSeconds(10),
            Duration.ofSeconds(6),
            Duration.ofSeconds(1),
            Duration.ofMinutes(2));
}
