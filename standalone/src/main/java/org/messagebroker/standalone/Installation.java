package org.messagebroker.standalone;

import java.nio.file.Path;

/**
 * The layout of a data directory. Everything in it belongs to one installation and is readable by its owner only.
 *
 * @param data absolute
 */
record Installation(Path data) {

    Installation {
        data = data.toAbsolutePath().normalize();
    }

    Path certs() {
        return data.resolve("certs");
    }

    Path secrets() {
        return data.resolve("secrets");
    }

    Path logs() {
        return data.resolve("logs");
    }

    Path ledger() {
        return data.resolve("ledger");
    }

    Path run() {
        return data.resolve("run");
    }

    /** Settings of the site, read before the environment: external Redis and database, log level and so on. */
    Path environmentFile() {
        return data.resolve(".env");
    }

    /** The directory a part works in, with its {@code .env}. */
    Path directory(String part) {
        return data.resolve(part);
    }

    /** The embedded servers keep theirs beside their data. */
    Path log(String part) {
        boolean embedded = part.equals("redis") || part.equals("mariadb");
        return (embedded ? directory(part) : logs()).resolve(part + ".log");
    }

    /** What a part says before its own logging has begun, and when it dies. */
    Path output(String part) {
        return logs().resolve(part + ".out");
    }

    Path processFile(String part) {
        return run().resolve(part + ".pid");
    }

    /** Held by the supervisor for as long as it lives. */
    Path lock() {
        return run().resolve("lock");
    }

    /** Remembers the ports of the last start. */
    Path portOffsetFile() {
        return run().resolve("port-offset");
    }

    /** There while everything is up. */
    Path readyFile() {
        return run().resolve("ready");
    }

    /** There once a first start has come to its end. */
    Path installedFile() {
        return data.resolve("installed");
    }

    Path adminPassword() {
        return secrets().resolve("admin-password");
    }
}
