package org.messagebroker.testing;

import java.nio.file.Path;
import org.messagebroker.embedded.EmbeddedRedis;

/** One durable Redis for all tests of a JVM, gone with it. Tests keep apart by the names of their keys. Thread-safe. */
public final class TestRedis {

    private static final class Shared {
        private static final TestRedis REDIS = new TestRedis(start());
    }

    private final EmbeddedRedis redis;

    private TestRedis(EmbeddedRedis redis) {
        this.redis = redis;
    }

    /** The Redis of this JVM, started at the first call. */
    public static TestRedis shared() {
        return Shared.REDIS;
    }

    private static EmbeddedRedis start() {
        Path home = TestDirectory.create("redis");
        return TestDirectory.closedAtExit(EmbeddedRedis.start(home, 0, Passwords.random()), home);
    }

    /** Always 127.0.0.1. */
    public String host() {
        return "127.0.0.1";
    }

    /** The port on 127.0.0.1. */
    public int port() {
        return redis.port();
    }

    /** The password that a client must give. */
    public String password() {
        return redis.password();
    }

    /** As {@code redis://127.0.0.1:port}, without the password. */
    public String address() {
        return "redis://" + host() + ":" + port();
    }
}
