package org.messagebroker.bench.prove;

import java.io.IOException;
import java.util.Optional;
import org.messagebroker.bench.Figures;

/** A promise was broken. The message says how. */
public final class RefutedException extends IOException {

    private final transient Optional<Figures> figures;

    /** Says how. */
    public RefutedException(String message) {
        super(message);
        figures = Optional.empty();
    }

    /** Says how, and what the run that was finished all the same has shown. */
    public RefutedException(String message, Figures figures) {
        super(message);
        this.figures = Optional.of(figures);
    }

    /** What the run has shown; empty if it was broken off. */
    public Optional<Figures> figures() {
        return figures;
    }
}
