package org.messagebroker.standalone;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.messagebroker.embedded.Account;
import org.messagebroker.embedded.Account.Rights;
import org.messagebroker.embedded.EmbeddedException;
import org.messagebroker.embedded.EmbeddedMariaDb;
import org.messagebroker.embedded.EmbeddedRedis;

/** Runs one of the embedded servers in its directory. */
final class EmbeddedProcess implements Charge {

    private static final Pattern VERSION = Pattern.compile("\\d+(?:\\.\\d+)+");

    private final String name;
    private final int port;
    private final Installation installation;
    private final Supplier<Running> starter;
    private Optional<Running> running = Optional.empty();

    private EmbeddedProcess(String name, int port, Installation installation, Supplier<Running> starter) {
        this.name = name;
        this.port = port;
        this.installation = installation;
        this.starter = starter;
    }

    static EmbeddedProcess redis(Installation installation, Ports ports, Credentials credentials) {
        return new EmbeddedProcess("redis", ports.redis(), installation, () -> {
            EmbeddedRedis redis =
                    EmbeddedRedis.start(installation.directory("redis"), ports.redis(), credentials.redisPassword());
            return new Running(redis.pid(), redis::close);
        });
    }

    /** With one user for the schema and one for the rows, who also makes and drops the partitions of messages. */
    static EmbeddedProcess mariaDb(Installation installation, Ports ports, Credentials credentials) {
        List<Account> accounts = List.of(
                new Account(Credentials.MIGRATION_USER, credentials.migrationPassword(), Credentials.DATABASE),
                new Account(
                        Credentials.SERVER_USER,
                        credentials.serverPassword(),
                        Credentials.DATABASE,
                        Rights.ROWS,
                        List.of("messages")));
        return new EmbeddedProcess("mariadb", ports.mariaDb(), installation, () -> {
            EmbeddedMariaDb mariaDb =
                    EmbeddedMariaDb.start(installation.directory("mariadb"), ports.mariaDb(), accounts);
            return new Running(mariaDb.pid(), mariaDb::close);
        });
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public synchronized ProcessHandle start() {
        close();
        try {
            Running started = starter.get();
            running = Optional.of(started);
            ProcessIdentity.of(started.pid()).ifPresent(this::remember);
            return ProcessHandle.of(started.pid())
                    .orElseThrow(() -> new CommandFailure(Exit.FAILED, name + " has ended at once."));
        } catch (EmbeddedException e) {
            throw CommandFailure.because(e);
        }
    }

    private void remember(ProcessIdentity process) {
        String version = process.program().map(EmbeddedProcess::version).orElse("unknown");
        new ProcessFile(process, port, version, Instant.now()).write(installation.processFile(name));
    }

    /** The programs are unpacked into directories that name their version. */
    static String version(Path program) {
        Matcher matcher = VERSION.matcher(program.toString());
        return matcher.find() ? matcher.group() : "unknown";
    }

    @Override
    public synchronized void stop(ProcessHandle process) {
        close();
        PrivateFiles.delete(installation.processFile(name));
    }

    private void close() {
        running.ifPresent(server -> server.close().run());
        running = Optional.empty();
    }

    private record Running(long pid, Runnable close) {}
}
