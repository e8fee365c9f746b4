package org.messagebroker.bench.prove;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.messagebroker.api.MessageId;

class SyncProofTest {

    private static final MessageId ID =
            MessageId.parse("01a21235-2b60-7b92-812d-9a7536f72204").orElseThrow();

    private static final String APPENDED =
            "7  10:00:00.1 write(23</data/appendonly.aof>, \"HSET 01a21235-2b60-7b92-812d-9a7536f72204\", 9) = 9";
    private static final String SYNCED = "7  10:00:00.2 fdatasync(23</data/appendonly.aof>) = 0";
    private static final String TOLD = "7  10:00:00.3 write(9<TCP:[127.0.0.1:1->127.0.0.1:2]>, \"enqueued\", 8) = 8";

    private static final String LOGGED =
            "8  10:00:00.1 pwrite64(10<\\x2f\\x69\\x62\\x5f\\x6c\\x6f\\x67\\x66\\x69\\x6c\\x65\\x30>,"
                    + " \"\\x00\\x81\\x2d\\x9a\\x75\\x36\\xf7\\x22\\x04\", 512, 0) = 512";
    private static final String FLUSHING = "8  10:00:00.2 fdatasync(10</ib_logfile0> <unfinished ...>";
    private static final String FLUSHED = "8  10:00:00.4 <... fdatasync resumed>) = 0";
    private static final String FLUSH_FAILED = "8  10:00:00.4 <... fdatasync resumed>) = -1 EIO (Input/output error)";
    private static final String OK = "8  10:00:00.5 sendto(65<TCP:[127.0.0.1:3->127.0.0.1:4]>, \"\\x17\", 1) = 1";

    @Test
    void findsTheSyncBetweenTheWriteAndTheReply() throws Exception {
        SyncedReply found = SyncProof.ofRedis(SystemCall.read(List.of(APPENDED, SYNCED, TOLD)), ID);
        assertEquals(
                "10:00:00.1 write(appendonly.aof), 10:00:00.2 fdatasync(appendonly.aof) = 0, 10:00:00.3 write(socket)",
                found.toString());
    }

    @Test
    void refutesAReplyBeforeTheSync() {
        assertRefuted(List.of(APPENDED, TOLD, SYNCED));
    }

    @Test
    void refutesAReplyWithoutASync() {
        assertRefuted(List.of(SYNCED, APPENDED, TOLD));
    }

    @Test
    void followsASyncThatWasInterruptedInTheOutput() throws Exception {
        assertTrue(SyncProof.ofMariaDb(SystemCall.read(List.of(LOGGED, FLUSHING, FLUSHED, OK)), ID)
                .isPresent());
    }

    @Test
    void refutesAReplyDuringTheSync() {
        assertThrows(
                RefutedException.class,
                () -> SyncProof.ofMariaDb(SystemCall.read(List.of(LOGGED, FLUSHING, OK, FLUSHED)), ID));
    }

    @Test
    void refutesASyncThatFailed() {
        assertThrows(
                RefutedException.class,
                () -> SyncProof.ofMariaDb(SystemCall.read(List.of(LOGGED, FLUSHING, FLUSH_FAILED, OK)), ID));
    }

    private static void assertRefuted(List<String> lines) {
        assertThrows(RefutedException.class, () -> SyncProof.ofRedis(SystemCall.read(lines), ID));
    }
}
