package org.messagebroker.server.tls;

import java.time.Instant;
import java.util.Optional;
import org.messagebroker.api.Policy.ListenerPolicy;
import org.messagebroker.api.Policy.Trial;
import org.messagebroker.api.TlsSettings;

/**
 * What was decided for a listener.
 *
 * @param settings in force; on trial while {@code trial} is there
 * @param change the id of the decision
 */
record TlsDecision(TlsSettings settings, String change, Optional<OnTrial> trial) {

    /** What holds at this time: a trial that is over does not count, even before it is undone. */
    TlsSettings effective(Instant now) {
        return trial.filter(on -> !on.until().isAfter(now))
                .map(on -> on.before().settings())
                .orElse(settings);
    }

    /** As proxies are told. */
    ListenerPolicy policy() {
        return new ListenerPolicy(
                settings,
                trial.map(on -> new Trial(change, on.until(), on.before().settings())));
    }

    /**
     * A trial.
     *
     * @param before what returns
     */
    record OnTrial(Instant until, Before before) {}

    /**
     * What was in force before.
     *
     * @param decided false when nobody had decided anything, and the listener's own settings held
     */
    record Before(TlsSettings settings, boolean decided) {}
}
