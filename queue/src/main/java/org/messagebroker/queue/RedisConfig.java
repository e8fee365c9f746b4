package org.messagebroker.queue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.messagebroker.settings.Settings;

/**
 * Where the queue's Redis is and how long to wait for it. {@link #toString()} hides the password.
 *
 * @param host name or address
 * @param port TCP port
 * @param database number of the Redis database, 0 in a cluster
 * @param username ACL user; absent for the default user
 * @param password absent when Redis asks for none
 * @param tls whether to speak TLS
 * @param caCertificate PEM file of the authorities trusted for TLS; absent for those of the JDK
 * @param timeout how long to wait for one answer or one connection, before asking again
 * @param deadline how long an operation may take in all, repeats included; after it an enqueue is unknown
 * @param waitReplicas how many replicas must have a message on their disks, too, before it is accepted
 */
public record RedisConfig(
        String host,
        int port,
        int database,
        Optional<String> username,
        Optional<String> password,
        boolean tls,
        Optional<Path> caCertificate,
        Duration timeout,
        Duration deadline,
        int waitReplicas) {

    private static final int MOST_DATABASES = 1024;

    /**
     * From {@code redis.*}.
     *
     * @throws org.messagebroker.settings.SettingsException naming the setting that is malformed
     */
    public static RedisConfig of(Settings settings) {
        Duration timeout = settings.duration("redis.timeout");
        Duration deadline = settings.duration("redis.deadline");
        if (!timeout.isPositive() || deadline.compareTo(timeout) < 0) {
            throw settings.malformed("redis.deadline", "a duration not shorter than redis.timeout, which is not 0");
        }
        return new RedisConfig(
                settings.text("redis.host"),
                settings.integer("redis.port", 1, 65_535),
                settings.integer("redis.db", 0, MOST_DATABASES - 1),
                settings.optionalText("redis.username"),
                settings.optionalText("redis.password"),
                settings.flag("redis.tls"),
                settings.optionalPath("redis.ca-cert-path"),
                timeout,
                deadline,
                0);
    }

    /** Redis without TLS and password, database 0, 1 s for an answer and 3 s in all. */
    public static RedisConfig of(String host, int port) {
        return new RedisConfig(
                host,
                port,
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty(),
                Duration.ofSeconds(1),
                Duration.ofSeconds(3),
                0);
    }

    /** The same with a password. */
    public RedisConfig withPassword(String secret) {
        return new RedisConfig(
                host,
                port,
                database,
                username,
                Optional.of(secret),
                tls,
                caCertificate,
                timeout,
                deadline,
                waitReplicas);
    }

    /** The same with other times. */
    public RedisConfig withTimes(Duration answer, Duration operation) {
        return new RedisConfig(
                host, port, database, username, password, tls, caCertificate, answer, operation, waitReplicas);
    }

    /** The same with a number of replicas to wait for. */
    public RedisConfig withReplicas(int count) {
        return new RedisConfig(host, port, database, username, password, tls, caCertificate, timeout, deadline, count);
    }

    @Override
    public String toString() {
        return (tls ? "rediss://" : "redis://") + host + ":" + port + "/" + database;
    }
}
