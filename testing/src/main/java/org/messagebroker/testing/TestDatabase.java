package org.messagebroker.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.messagebroker.liquibase.Migrations;

/**
 * A fresh database with the current schema, dropped by {@link #close()}. It is made on one embedded MariaDB that all
 * tests of a JVM share and that goes with it, or on the server that the environment variable {@code TEST_DATABASE_URL}
 * names, as {@code jdbc:mysql://host:port/?user=…&password=…} or {@code mysql://user:password@host:port/}; that account
 * must be allowed to create databases. Thread-safe.
 */
public final class TestDatabase implements AutoCloseable {

    private final DatabaseServer server;
    private final String name;

    private TestDatabase(DatabaseServer server, String name) {
        this.server = server;
        this.name = name;
    }

    /** A database with the current schema and nothing but what the migrations put there. */
    public static TestDatabase create() {
        return migrated(createEmpty());
    }

    /** The same on an embedded MariaDB of its own that goes with the JVM, for who changes what holds for a whole server. */
    public static TestDatabase createAlone() {
        return migrated(createEmpty(DatabaseServer.embedded()));
    }

    private static TestDatabase migrated(TestDatabase database) {
        Migrations.migrate(database.jdbcUrl(), database.user(), database.password());
        return database;
    }

    /** A database without tables. */
    public static TestDatabase createEmpty() {
        return createEmpty(DatabaseServer.shared());
    }

    private static TestDatabase createEmpty(DatabaseServer server) {
        TestDatabase database =
                new TestDatabase(server, "test_" + UUID.randomUUID().toString().replace("-", ""));
        database.run("CREATE DATABASE " + database.name + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        return database;
    }

    /** As {@code jdbc:mysql://host:port/name}, without user and password. */
    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** The name of the database. */
    public String name() {
        return name;
    }

    /** The account that owns it. */
    public String user() {
        return server.user();
    }

    /** The password of that account. */
    public String password() {
        return server.password();
    }

    /** A new connection to it, which the caller closes. */
    public Connection connect() {
        return open(jdbcUrl());
    }

    private Connection open(String url) {
        try {
            return DriverManager.getConnection(url, user(), password());
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot connect to the test database: " + e.getMessage(), e);
        }
    }

    private void run(String sql) {
        try (Connection connection = open(server.jdbcUrl(""));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("The test database refused: " + e.getMessage(), e);
        }
    }

    /** Drops it. */
    @Override
    public void close() {
        run("DROP DATABASE IF EXISTS " + name);
    }
}
