package org.messagebroker.server.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.helidon.dbclient.jdbc.JdbcConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** The pool behind DbClient; see docs/decisions/2026-11-23-dbclient-shim.md. */
final class HikariConnections implements JdbcConnectionPool, AutoCloseable {

    private final HikariDataSource source;

    private HikariConnections(HikariDataSource source) {
        this.source = source;
    }

    /** Connects at the first use, so that a server may start before its database. */
    static HikariConnections create(DatabaseConfig config) {
        HikariConfig hikari = new HikariConfig();
        hikari.setPoolName("database");
        hikari.setJdbcUrl(config.url());
        hikari.setUsername(config.user());
        hikari.setPassword(config.password());
        hikari.setMaximumPoolSize(config.poolSize());
        hikari.setConnectionTimeout(config.connectionTimeout().toMillis());
        hikari.setInitializationFailTimeout(-1);
        hikari.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
        hikari.setDataSourceProperties(driverProperties(config));
        return new HikariConnections(new HikariDataSource(hikari));
    }

    private static Properties driverProperties(DatabaseConfig config) {
        Properties properties = new Properties();
        properties.setProperty("sslMode", config.sslMode());
        properties.setProperty("rewriteBatchedStatements", "true");
        properties.setProperty("connectionTimeZone", "UTC");
        properties.setProperty("characterEncoding", "UTF-8");
        properties.setProperty(
                "connectTimeout", String.valueOf(config.connectionTimeout().toMillis()));
        properties.setProperty(
                "socketTimeout", String.valueOf(config.socketTimeout().toMillis()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("sessionVariables", "innodb_lock_wait_timeout=5");
        return properties;
    }

    @Override
    public Connection connection() {
        try {
            return source.getConnection();
        } catch (SQLException noConnection) {
            throw new DatabaseUnavailableException("no connection to the database in time", noConnection);
        }
    }

    @Override
    public String dbType() {
        return "mysql";
    }

    @Override
    public String name() {
        return source.getPoolName();
    }

    @Override
    public String type() {
        return "hikari";
    }

    int open() {
        return source.getHikariPoolMXBean() == null
                ? 0
                : source.getHikariPoolMXBean().getTotalConnections();
    }

    @Override
    public void close() {
        source.close();
    }
}
