package org.messagebroker.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.messagebroker.bench.load.Answers.Verdict;

/** Sends on one connection, one request at a time, and connects again when it breaks. One thread at a time. */
final class Sender {
    private static final long PAUSE_AFTER_FAILURE = 100_000_000L;

    private final SSLContext tls;
    private final LoadOrder order;
    private final Course course;
    private final Journal journal;
    private final MessageRequest request;
    private final Tally tally;
    private Optional<Connection> connection = Optional.empty();
    private long serial;

    /** @param run what tells this run and connection from every other, in ASCII */
    Sender(SSLContext tls, LoadOrder order, Course course, Tally tally, Journal journal, String run) {
        this.tls = tls;
        this.order = order;
        this.course = course;
        this.journal = journal;
        request = new MessageRequest(order.target(), run);
        this.tally = tally;
    }

    /** Connects before the clock starts, so that handshakes are not measured. */
    void connect() {
        try {
            connected();
        } catch (IOException failed) {
            tally.failed(kind(failed));
        }
    }

    /** Sends until the course is over, then disconnects. */
    void send(Pace pace) {
        while (course.takesAnother()) {
            send(pace.awaitNext());
        }
        disconnect();
    }

    private void send(long due) {
        try {
            Answer answer = connected().exchange(request.next(serial++));
            count(Answers.judge(order.expected(), request, answer), due);
            if (answer.closes()) {
                disconnect();
            }
        } catch (IOException failed) {
            tally.failed(kind(failed));
            disconnect();
            LockSupport.parkNanos(PAUSE_AFTER_FAILURE);
        }
    }

    private void count(Verdict verdict, long due) {
        switch (verdict) {
            case Verdict.Accepted accepted -> {
                tally.accepted(due, System.nanoTime());
                journal.write(accepted.messageId());
            }
            case Verdict.Failed failed -> tally.failed(failed.kind());
        }
    }

    private Connection connected() throws IOException {
        if (connection.isEmpty()) {
            connection = Optional.of(Connection.open(tls, order.target()));
        }
        return connection.get();
    }

    private void disconnect() {
        Optional<Connection> old = connection;
        connection = Optional.empty();
        old.ifPresent(Sender::closeQuietly);
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (IOException alreadyBroken) {
            // The answers on it are counted; there is nothing more to learn from it.
        }
    }

    private static String kind(IOException failure) {
        return switch (failure) {
            case ProtocolException framing -> "framing: " + framing.getMessage();
            case SocketTimeoutException late -> "no answer in time";
            case ConnectException refused -> "connection refused";
            case EOFException closed -> "closed without an answer";
            case SSLException tls -> "TLS: " + tls.getMessage();
            default -> "connection broken";
        };
    }
}
