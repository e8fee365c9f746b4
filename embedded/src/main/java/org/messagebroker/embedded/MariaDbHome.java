package org.messagebroker.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The directory of one embedded MariaDB and what is written there before it starts.
 *
 * @param home     its configuration, log and data
 * @param programs where MariaDB is unpacked
 */
record MariaDbHome(Path home, Path programs) {

    private static final int LONGEST_BOOTSTRAP_S = 120;
    private static final List<String> SYSTEM_TABLES = List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql",
            "mariadb_sys_schema.sql");

    Path configuration() {
        return home.resolve("mariadb.cnf");
    }

    Path accounts() {
        return home.resolve("accounts.sql");
    }

    Path log() {
        return home.resolve("mariadb.log");
    }

    private Path data() {
        return home.resolve("data");
    }

    List<String> command() {
        return List.of(
                programs.resolve("bin/mariadbd").toString(),
                "--defaults-file=" + configuration(),
                "--init-file=" + accounts());
    }

    void prepare(int port, int bufferPoolMegabytes) throws IOException {
        PrivateFiles.directory(home.resolve("tmp"));
        if (!Files.exists(log())) {
            PrivateFiles.write(log(), "");
        }
        PrivateFiles.write(configuration(), text(port, bufferPoolMegabytes, DatabaseCertificate.in(home)));
        if (!Files.isDirectory(data())) {
            makeSystemTables();
        }
    }

    /** The data directory appears whole or not at all, so that a first start that was cut short does no harm. */
    private void makeSystemTables() throws IOException {
        Path fresh = home.resolve("data.new");
        Path script = home.resolve("bootstrap.sql");
        PrivateFiles.deleteTree(fresh);
        PrivateFiles.directory(fresh);
        PrivateFiles.write(script, bootstrap());
        run(new ProcessBuilder(
                        programs.resolve("bin/mariadbd").toString(),
                        "--defaults-file=" + configuration(),
                        "--datadir=" + fresh,
                        "--bootstrap")
                .redirectInput(script.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile())));
        Files.move(fresh, data(), StandardCopyOption.ATOMIC_MOVE);
        Files.delete(script);
    }

    private void run(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        try {
            if (!process.waitFor(LONGEST_BOOTSTRAP_S, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new EmbeddedException("MariaDB could not make its system tables; its log says why: " + log());
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new EmbeddedException("Interrupted while MariaDB made its system tables", e);
        }
    }

    /** What {@code mariadb-install-db} feeds the server, without accounts that anybody could use. */
    private String bootstrap() throws IOException {
        StringBuilder sql = new StringBuilder();
        sql.append("CREATE DATABASE IF NOT EXISTS mysql;\nUSE mysql;\n");
        sql.append("SET @auth_root_socket=NULL;\nSET @skip_auth_anonymous=1;\n");
        for (String file : SYSTEM_TABLES) {
            sql.append(Files.readString(programs.resolve("share").resolve(file)))
                    .append('\n');
        }
        return sql.append("DELETE FROM mysql.global_priv WHERE User NOT IN ('mariadb.sys');\n")
                .toString();
    }

    private String text(int port, int bufferPoolMegabytes, DatabaseCertificate tls) {
        return """
                [mariadbd]
                %s
                basedir=%s
                lc-messages-dir=%s
                datadir=%s
                tmpdir=%s
                secure-file-priv=%s
                log-error=%s
                pid-file=%s
                socket=
                bind-address=127.0.0.1
                port=%d
                ssl-key=%s
                ssl-cert=%s
                skip-name-resolve
                local-infile=0
                symbolic-links=0
                default-time-zone=+00:00
                character-set-server=utf8mb4
                collation-server=utf8mb4_bin
                max_allowed_packet=64M
                innodb_flush_log_at_trx_commit=1
                innodb_buffer_pool_size=%dM
                """.formatted(
                        "root".equals(System.getProperty("user.name")) ? "user=root" : "",
                        programs,
                        programs.resolve("share"),
                        data(),
                        home.resolve("tmp"),
                        home.resolve("tmp"),
                        log(),
                        home.resolve("mariadb.pid"),
                        port,
                        tls.key(),
                        tls.certificate(),
                        bufferPoolMegabytes);
    }
}
