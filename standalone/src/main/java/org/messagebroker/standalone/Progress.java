package org.messagebroker.standalone;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the person who waits what has been done, and the log as well. Thread-safe. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final Instant began = Instant.now();

    void line(String text) {
        LOG.info("{}", text);
        double seconds = Duration.between(began, Instant.now()).toMillis() / 1000.0;
        System.out.printf(Locale.ROOT, "%6.1f s  %s%n", seconds, text);
    }

    /** For the person only: it may hold the first password. */
    void show(String text) {
        System.out.println(text);
    }
}
