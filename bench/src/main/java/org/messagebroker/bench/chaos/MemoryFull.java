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
    public UnderWay begin(Scene scene) throws IOException {
        RedisConsole redis = new RedisConsole(scene.site().broker());
        String before = redis.setting(LIMIT);
        Growth refused = scene.growth("proxy", "proxy_messages_failed_total");
        redis.set(LIMIT, "1");
        return new UnderWay(() -> look(redis, refused), () -> redis.set(LIMIT, before));
    }

    private static Evidence look(RedisConsole redis, Growth refused) throws IOException {
        String answer = redis.answer("SET chaos-probe 1");
        long unaccepted = refused.soFar();
        return new Evidence(
                answer.startsWith("-OOM") && unaccepted > 0,
                "Redis answers a write \"%s\"; the first proxy has refused %,d messages meanwhile"
                        .formatted(answer, unaccepted));
    }
}
