package org.messagebroker.proxy.health;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Locale;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;

/** Watches whether the server answers; for health only, the intake does not need it. Thread-safe. */
public final class ServerProbe implements AutoCloseable {

    private final Probe<State> probe;

    private ServerProbe(Probe<State> probe) {
        this.probe = probe;
    }

    /** Begins to watch. */
    public static ServerProbe start(ServerClient server, Duration interval) {
        return new ServerProbe(Probe.start("server-probe", State.UNKNOWN, interval, () -> look(server)));
    }

    State state() {
        return probe.latest();
    }

    private static State look(ServerClient server) {
        return server.get("/health", JsonNode.class) instanceof Reply.Answered<JsonNode>
                ? State.HEALTHY
                : State.UNHEALTHY;
    }

    @Override
    public void close() {
        probe.close();
    }

    /** What is known of the server. */
    enum State {
        /** Not asked yet. */
        UNKNOWN,
        HEALTHY,
        /** Does not answer, or says that it is not well. */
        UNHEALTHY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
