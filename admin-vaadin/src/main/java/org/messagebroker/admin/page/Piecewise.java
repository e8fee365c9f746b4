package org.messagebroker.admin.page;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.messagebroker.admin.server.Answer;

/**
 * Rows that are fetched piece by piece as the person scrolls: each piece says where the next one begins. Thread-safe; the
 * server is asked outside the lock.
 *
 * @param <T> a row
 */
public final class Piecewise<T> {

    private final Function<Optional<String>, Answer<Piece<T>>> server;
    private List<T> rows = List.of();
    private Optional<String> next = Optional.empty();
    private int version;

    /** @param server answers the piece that begins at a place, the first one without */
    public Piecewise(Function<Optional<String>, Answer<Piece<T>>> server) {
        this.server = server;
    }

    /** Asks for the first piece; what was fetched before is not shown any more once {@link #begin} takes it. */
    public Answer<Piece<T>> first() {
        return server.apply(Optional.empty());
    }

    /** Begins anew with this piece. */
    public synchronized void begin(Piece<T> piece) {
        rows = piece.rows();
        next = piece.next();
        version++;
    }

    public synchronized boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The rows of a window, fetched as far as needed; fewer at the end, or when the server does not answer. */
    public List<T> rows(int offset, int limit) {
        Snapshot<T> now = snapshot();
        while (now.rows().size() < offset + limit && now.next().isPresent() && fetch(now)) {
            now = snapshot();
        }
        List<T> all = now.rows();
        return all.subList(Math.min(offset, all.size()), Math.min(offset + limit, all.size()));
    }

    private boolean fetch(Snapshot<T> before) {
        return server.apply(before.next()) instanceof Answer.Given<Piece<T>>(Piece<T> piece) && append(before, piece);
    }

    private synchronized boolean append(Snapshot<T> before, Piece<T> piece) {
        if (version == before.version()) {
            rows = Stream.concat(rows.stream(), piece.rows().stream()).toList();
            next = piece.next();
            version++;
        }
        return true;
    }

    private synchronized Snapshot<T> snapshot() {
        return new Snapshot<>(rows, next, version);
    }

    /**
     * A part of the rows.
     *
     * @param next where the next one begins; absent at the end
     */
    public record Piece<T>(List<T> rows, Optional<String> next) {

        public Piece {
            rows = List.copyOf(rows);
        }

        /** Of rows that are counted: these come behind so many of all. */
        public static <T> Piece<T> counted(List<T> rows, int before, long total) {
            int end = before + rows.size();
            return new Piece<>(rows, Optional.of(String.valueOf(end)).filter(any -> end < total));
        }
    }

    private record Snapshot<T>(List<T> rows, Optional<String> next, int version) {}
}
