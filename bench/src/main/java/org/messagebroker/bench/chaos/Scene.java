package org.messagebroker.bench.chaos;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.messagebroker.bench.prove.JoinedPart;
import org.messagebroker.bench.prove.Site;

/** What faults act on. One thread at a time. */
final class Scene implements AutoCloseable {

    static final int SERVER = 8000;
    static final int DATABASE = 8306;

    private static final int REDIS = 8379;
    private static final Map<String, Integer> MANAGEMENT = Map.of("worker", 9100, "proxy", 9101, "server", 9102);
    private static final int PATIENCE_MILLIS = 2000;
    private static final String NOTHING = "/nothing-here";

    private final Site site;
    private final Optional<Volumes> volumes;
    private final Parts parts;
    private final Relay toServer;
    private final Relay toRedis;
    private int workers = 1;
    private boolean clocksCanStep;

    private Scene(Site site, Optional<Volumes> volumes, Relay toServer, Relay toRedis) {
        this.site = site;
        this.volumes = volumes;
        this.parts = new Parts(site.broker().data().resolve("run"));
        this.toServer = toServer;
        this.toRedis = toRedis;
    }

    /** Also lets a second proxy join, which reaches Redis through a relay. */
    static Scene set(Site site, Optional<Volumes> volumes) throws IOException {
        int offset = site.broker().portOffset();
        Scene scene = new Scene(site, volumes, Relay.to(SERVER + offset), Relay.to(REDIS + offset));
        site.join("proxy-2", Map.of("REDIS_PORT", Integer.toString(scene.toRedis.port())));
        return scene;
    }

    Site site() {
        return site;
    }

    Parts parts() {
        return parts;
    }

    /** Those of Redis and the database, where they have their own. */
    Optional<Volumes> volumes() {
        return volumes;
    }

    /** Between workers behind it and the server. */
    Relay toServer() {
        return toServer;
    }

    /** Between the second proxy and Redis. */
    Relay toRedis() {
        return toRedis;
    }

    /** One more worker beside that of the installation. */
    JoinedPart secondWorker() throws IOException {
        return worker(Map.of());
    }

    /** One more worker, which reaches the server through the relay. */
    JoinedPart workerBehindRelay() throws IOException {
        return worker(Map.of("MAIN_SERVER_URL", "https://localhost:" + toServer.port()));
    }

    private JoinedPart worker(Map<String, String> settings) throws IOException {
        workers++;
        return site.joinWorker("worker-" + workers, settings);
    }

    /** The clocks of the parts; at first the whole installation is stopped and started with libfaketime. */
    Clocks clocks() throws IOException {
        if (!clocksCanStep) {
            site.restart(Clocks.environment());
            clocksCanStep = true;
        }
        return new Clocks(site.broker().data());
    }

    /** Where a port of the installation is. */
    int port(int usual) {
        return usual + site.broker().portOffset();
    }

    /** Whether anybody listens there. */
    boolean listens(int usual) {
        try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port(usual))) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** A number that a part tells. */
    Gauge gauge(String part, String metric) {
        return new Gauge(management(part), metric);
    }

    /** By how much it grows from now on. */
    Growth growth(String part, String metric) {
        return Growth.of(gauge(part, metric));
    }

    /** What a part's clock shows, to the second. */
    Instant time(String part) throws IOException {
        return part.equals("redis") ? new RedisConsole(site.broker()).time() : timestampOf(part);
    }

    /** From the error that it answers; the header Date is kept for a while, and never goes back. */
    private Instant timestampOf(String part) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + management(part) + NOTHING)
                .toURL()
                .openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        connection.getResponseCode();
        try (InputStream error = connection.getErrorStream()) {
            return Instant.parse(
                    new ObjectMapper().readTree(error).path("timestamp").asText());
        }
    }

    private int management(String part) {
        return port(Objects.requireNonNull(MANAGEMENT.get(part)));
    }

    /** How many answers were lost on the way. */
    long lostAnswers() {
        return toServer.lost() + toRedis.lost();
    }

    @Override
    public void close() throws IOException {
        toServer.close();
        toRedis.close();
    }
}
