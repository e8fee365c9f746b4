package org.messagebroker.bench.rows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Properties;
import org.messagebroker.bench.BrokerCommand;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.DatabaseConfig;

/** The embedded database of an installation, as the one who may change its schema. Thread-safe. */
final class BrokerDatabase implements AutoCloseable {

    private static final int PORT = 8306;
    private static final int POOL = 4;
    private static final String USER = "broker_migration";

    private final String url;
    private final String password;
    private final Database database;
    private final KeyRing keys;

    BrokerDatabase(BrokerCommand broker) throws IOException {
        Path secrets = broker.data().resolve("secrets");
        url = "jdbc:mysql://127.0.0.1:" + (PORT + broker.portOffset()) + "/message_broker";
        password =
                Files.readString(secrets.resolve("database-migration-password")).strip();
        database = Database.open(new DatabaseConfig(
                url, USER, password, "PREFERRED", POOL, Duration.ofSeconds(10), Duration.ofMinutes(10)));
        keys = KeyRing.create(MasterKey.load(secrets.resolve("master.key")), database, InstantSource.system());
        keys.open();
    }

    /** The installation's own keys, so that its server can open what is filled in. */
    KeyRing keys() {
        return keys;
    }

    /** A new connection, to be closed by the caller; several rows of a batch go in one statement. */
    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password);
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("connectionTimeZone", "UTC");
        return DriverManager.getConnection(url, properties);
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    long number(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
