package org.messagebroker.bench.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.Workplace;

/** Tries to refute one promise. */
public interface Proof {

    /** As on the command line. */
    String name();

    /** How a person runs it. */
    default String command() {
        return "./broker prove " + name();
    }

    /** The options that make the command run it at this size. */
    default String options(Scale scale) {
        return scale.count() == fullSize() ? "" : " --count " + scale.count();
    }

    /** The promise. */
    String claim();

    /** What is done, in sentences. */
    List<String> method(Scale scale);

    /** How many proxies it needs. */
    int proxies();

    /** Whether it crashes Redis and steps its clock. */
    default boolean needsItsOwnRedis() {
        return false;
    }

    /** What parts of the installation are told beside the usual: their {@code application.yaml} by their names. */
    default Map<String, String> settings() {
        return Map.of();
    }

    /**
     * Does what must be done before the installation is started, and answers what undoes it after it was stopped.
     *
     * @param data the installation's data directory, which exists
     */
    default Workplace.Stop prepare(Path data, Progress progress) throws IOException {
        return () -> {};
    }

    /**
     * Runs it.
     *
     * @throws RefutedException if the promise was broken
     * @throws IOException if it could not be run to its end
     */
    Figures run(Site site, Scale scale, Progress progress) throws IOException;

    /**
     * How large it is.
     *
     * @param count of the proof's own unit; the full size if the person says nothing
     * @param seed of everything random
     */
    record Scale(int count, long seed) {}

    /** The full size. */
    int fullSize();
}
