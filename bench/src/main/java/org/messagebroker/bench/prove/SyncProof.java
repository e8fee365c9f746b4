package org.messagebroker.bench.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.messagebroker.api.MessageId;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.prove.SystemCall.Log;

/**
 * Looks at the system calls of Redis and of MariaDB while messages pass: killing a process cannot show whether its data had
 * reached the disk, since the kernel keeps what the process had written.
 */
final class SyncProof implements Proof {

    private static final int ACCEPTED = 202;
    private static final int RANDOM_BYTES = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final String APPEND_ONLY = ".aof";
    private static final String REDO_LOG = "ib_logfile0";

    @Override
    public String name() {
        return "sync";
    }

    @Override
    public String claim() {
        return "A message is told to be accepted only after Redis has called fdatasync on it and that call has returned, and"
                + " to be stored only after the same in MariaDB.";
    }

    @Override
    public List<String> method(Scale scale) {
        return List.of(
                "strace is attached to the running Redis and MariaDB of an installation, with all their threads, and %d messages are sent one after the other, each when the one before is delivered."
                        .formatted(scale.count()),
                "Redis: the write to the append-only file that holds the message's id comes first, then fdatasync of that file returns 0, and only then the enqueue script's answer is written to the proxy's connection.",
                "MariaDB: the write to InnoDB's redo log that holds the random half of the id (the row's key) comes first, then fdatasync of the log returns 0, and only then does the committing thread write to its connection again: the OK to COMMIT.",
                "A single message in another order, or a sync that failed, refutes the promise.");
    }

    @Override
    public int proxies() {
        return 1;
    }

    @Override
    public int fullSize() {
        return 20;
    }

    @Override
    public Figures run(Site site, Scale scale, Progress progress) throws IOException {
        Map<String, Long> processes = site.broker().processes();
        Path traces = site.broker().data();
        List<MessageId> sent;
        Log redis;
        Log mariaDb;
        try (CallTrace ofRedis = CallTrace.of(pid(processes, "redis"), traces.resolve("redis.calls"), false);
                CallTrace ofMariaDb = CallTrace.of(pid(processes, "mariadb"), traces.resolve("mariadb.calls"), true)) {
            progress.say("strace is attached; sending %d messages".formatted(scale.count()));
            sent = send(site, scale.count());
            redis = ofRedis.end();
            mariaDb = ofMariaDb.end();
        }
        return figures(sent, redis, mariaDb);
    }

    private static long pid(Map<String, Long> processes, String part) throws IOException {
        return Optional.ofNullable(processes.get(part)).orElseThrow(() -> new IOException(part + " does not run"));
    }

    private static List<MessageId> send(Site site, int count) throws IOException {
        List<MessageId> sent = new ArrayList<>();
        try (Caller caller = new Caller(site.client("sync-1").at(site.proxies().getFirst()))) {
            for (int number = 1; number <= count; number++) {
                sent.add(accepted(caller, number));
                awaitDelivered(caller, sent.getLast());
            }
        }
        return sent;
    }

    /** A new client is refused until the proxy knows of it. */
    private static MessageId accepted(Caller caller, int number) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            Caller.Said said = caller.post("", Caller.body("sync " + number));
            Optional<MessageId> id =
                    said.messageId().filter(_ -> said.status() == ACCEPTED).flatMap(MessageId::parse);
            if (id.isPresent()) {
                return id.get();
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
        throw new IOException("message " + number + " was not accepted within " + PATIENCE.toSeconds() + " s");
    }

    private static void awaitDelivered(Caller caller, MessageId id) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!caller.state(id.toString()).orElse("").contains("\"delivered\"")) {
            if (System.nanoTime() > end) {
                throw new IOException("message " + id + " was not delivered within " + PATIENCE.toSeconds() + " s");
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private static Figures figures(List<MessageId> sent, Log redis, Log mariaDb) throws RefutedException {
        List<SyncedReply> accepted = new ArrayList<>();
        List<SyncedReply> stored = new ArrayList<>();
        for (MessageId id : sent) {
            accepted.add(ofRedis(redis, id));
            ofMariaDb(mariaDb, id).ifPresent(stored::add);
        }
        if (stored.isEmpty()) {
            throw new RefutedException("MariaDB: no thread that serves a connection has written any of the messages");
        }
        Figures figures = new Figures();
        figures.put("messages", sent.size());
        figures.put("redis.synced_before_reply", accepted.size());
        figures.put("mariadb.synced_before_reply", stored.size());
        figures.put("mariadb.written_in_background", sent.size() - stored.size());
        figures.putAll(Map.of("redis.first", accepted.getFirst().toString()));
        figures.putAll(Map.of("mariadb.first", stored.getFirst().toString()));
        return figures;
    }

    static SyncedReply ofRedis(Log log, MessageId id) throws RefutedException {
        return SyncedReply.find(
                log,
                "Redis, message " + id,
                call -> call.name().equals("write") && call.isOn(APPEND_ONLY) && call.says(id.toString()),
                call -> call.isSync() && call.isOn(APPEND_ONLY),
                (_, call) -> call.isToSocket() && call.says("enqueued"));
    }

    /** Empty when a thread of InnoDB's own was quicker to write the row: then the commit's write does not show the id. */
    static Optional<SyncedReply> ofMariaDb(Log log, MessageId id) throws RefutedException {
        String key = randomHalf(id);
        Predicate<SystemCall> write = call -> call.name().startsWith("pwrite")
                && call.isOn(REDO_LOG)
                && call.says(key)
                && log.isConversation(call.thread());
        if (log.next(0, write).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(SyncedReply.find(
                log,
                "MariaDB, message " + id,
                write,
                call -> call.isSync() && call.isOn(REDO_LOG),
                (written, call) -> call.isToSocket() && call.thread().equals(written.thread())));
    }

    /** The redo log leaves out what a key has in common with the one before it, which is its time. */
    private static String randomHalf(MessageId id) {
        byte[] bytes = id.bytes();
        return HexFormat.of().withPrefix("\\x").formatHex(bytes, bytes.length - RANDOM_BYTES, bytes.length);
    }
}
