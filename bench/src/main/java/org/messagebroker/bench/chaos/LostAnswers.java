package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import org.messagebroker.bench.prove.JoinedPart;

/**
 * Answers are lost: a relay forwards each question, drops the answer and cuts the connection, again and again.
 *
 * @param between whose answers
 */
record LostAnswers(Between between, Duration lasts) implements Fault {

    /** Who asks whom. */
    enum Between {
        /** A worker asks the server to take a batch. */
        DELIVER,
        /** A proxy asks Redis to take messages. */
        ENQUEUE
    }

    @Override
    public String name() {
        return "lost-answers-" + between.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String description() {
        return switch (between) {
            case DELIVER ->
                "For %d s the server's answers to a second worker are lost: a relay forwards the question, drops the answer and cuts the connection."
                        .formatted(lasts.toSeconds());
            case ENQUEUE ->
                "For %d s Redis' answers to the second proxy are lost in the same way.".formatted(lasts.toSeconds());
        };
    }

    @Override
    public UnderWay begin(Scene scene) throws IOException {
        return switch (between) {
            case DELIVER -> deliver(scene);
            case ENQUEUE -> lose(scene.toRedis());
        };
    }

    private static UnderWay deliver(Scene scene) throws IOException {
        JoinedPart second = scene.workerBehindRelay();
        UnderWay losing = lose(scene.toServer());
        return new UnderWay(losing.sign(), () -> {
            losing.ending().end();
            second.close();
        });
    }

    private static UnderWay lose(Relay relay) {
        long before = relay.lost();
        relay.lose(true);
        return new UnderWay(() -> look(relay.lost() - before), () -> relay.lose(false));
    }

    private static Evidence look(long lost) {
        return new Evidence(lost > 0, "%,d answers were lost, and their connections cut".formatted(lost));
    }
}
