package org.messagebroker.bench.prove;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.embedded.EmbeddedRedis;

/**
 * A Redis that can be crashed, started again on the same data, and whose clock can be stepped (with libfaketime, where it
 * is installed). One thread at a time.
 */
final class SteppedRedis implements AutoCloseable {

    private static final String LIBRARY = "faketime/libfaketime.so.1";
    private static final int SECRET_BYTES = 24;

    private final Path home;
    private final Path clock;
    private final Optional<Path> library;
    private EmbeddedRedis redis;

    private SteppedRedis(Path home, Path clock, Optional<Path> library, EmbeddedRedis redis) {
        this.home = home;
        this.clock = clock;
        this.library = library;
        this.redis = redis;
    }

    static SteppedRedis start(Path directory) throws IOException {
        Path home = Files.createDirectories(directory.resolve("redis"));
        Path clock = Files.writeString(directory.resolve("redis-clock"), "+0\n");
        Optional<Path> library = library();
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        EmbeddedRedis redis =
                EmbeddedRedis.start(home, 0, HexFormat.of().formatHex(secret), environment(clock, library));
        return new SteppedRedis(home, clock, library, redis);
    }

    private static Optional<Path> library() {
        return Stream.of("/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib")
                .map(directory -> Path.of(directory, LIBRARY))
                .filter(Files::exists)
                .findFirst();
    }

    private static Map<String, String> environment(Path clock, Optional<Path> library) {
        return library.map(found -> Map.of(
                        "LD_PRELOAD",
                        found.toString(),
                        "FAKETIME_TIMESTAMP_FILE",
                        clock.toString(),
                        "FAKETIME_NO_CACHE",
                        "1"))
                .orElse(Map.of());
    }

    /** What a part must be told to use it. */
    Map<String, String> settings() {
        return Map.of(
                "REDIS_HOST", "127.0.0.1",
                "REDIS_PORT", Integer.toString(redis.port()),
                "REDIS_PASSWORD", redis.password());
    }

    /** Whether its clock can be stepped on this machine. */
    boolean canStep() {
        return library.isPresent();
    }

    /** Puts its clock this far from the true time, in seconds. */
    void step(int seconds) throws IOException {
        Files.writeString(clock, "%+d%n".formatted(seconds));
    }

    /** Ends it as a crash would and starts it again on what is on disk. */
    void crash() {
        int port = redis.port();
        String password = redis.password();
        redis.kill();
        redis = EmbeddedRedis.start(home, port, password, environment(clock, library));
    }

    @Override
    public void close() {
        redis.close();
    }
}
