package org.messagebroker.service;

import java.util.Optional;

/** One condition of being ready, such as a reachable queue. Asked at every probe: answers quickly, from any thread. */
@FunctionalInterface
public interface Readiness {

    /** What keeps the service from being ready, in a few words without secrets; empty when nothing does. */
    Optional<String> fault();
}
