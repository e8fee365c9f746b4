package org.messagebroker.bench.rows;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.messagebroker.api.ClientId;

/** Who has sent the messages: five hundred clients, the second half as busy as the first, the third a third, and so on. */
final class Population {

    /** Its messages are kept for five years when retention is measured; it joined seven months ago. */
    static final ClientId KEEPER = client(4);

    /** Its messages are kept for a month then. */
    static final ClientId FORGETTER = client(2);

    private static final int CLIENTS = 500;
    private static final Duration KEEPER_SINCE = Duration.ofDays(210);

    private final double[] upTo = new double[CLIENTS];
    private final Instant keeperSince;

    Population(Instant now) {
        double sum = 0;
        for (int i = 0; i < CLIENTS; i++) {
            sum += 1.0 / (i + 1);
            upTo[i] = sum;
        }
        keeperSince = now.minus(KEEPER_SINCE);
    }

    /** One of them, for a message of this time. */
    ClientId any(RandomGenerator random, Instant time) {
        int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[CLIENTS - 1]);
        ClientId client = client(Math.min(CLIENTS - 1, found < 0 ? -found - 1 : found));
        return client.equals(KEEPER) && time.isBefore(keeperSince) ? client(0) : client;
    }

    static List<ClientId> clients() {
        return IntStream.range(0, CLIENTS).mapToObj(Population::client).toList();
    }

    /** One of ten. */
    static String domain(ClientId client) {
        return "domain-" + client.value().substring(client.value().length() - 1) + ".example";
    }

    private static ClientId client(int number) {
        return new ClientId("bench-%03d".formatted(number));
    }
}
