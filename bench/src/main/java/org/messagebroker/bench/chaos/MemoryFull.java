package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;

/** Redis is at its memory limit; proxies answer 503 until there is room again. */
record MemoryFull(Duration lasts) implements Fault {

    private static final String LIMIT = "maxmemory";

    @Override
    public String name() {
        return "memory-full";
    }

    @Override
    public String description() {
        return "Redis' maxmemory is set below what it uses for %d s, then back.".formatted(lasts.toSeconds());
    }

    @Override
    public Ending begin(Scene scene) throws IOException {
        RedisConsole redis = new RedisConsole(scene.site().broker());
        String before = redis.setting(LIMIT);
        redis.set(LIMIT, "1");
        return () -> redis.set(LIMIT, before);
    }
}
