package org.messagebroker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A client of the inventory.
 *
 * @param domain whose messages these are in statistics
 * @param site the only one whose proxies take its messages
 * @param state {@code active} or {@code disabled}
 * @param ratePerMinute most messages in a minute; 0 blocks; absent for no limit
 * @param graceSeconds how long it may send while the server is away; absent for the policy's own
 * @param contact whom to call
 * @param notes for the administrators
 * @param activeCertificates neither revoked nor ended
 */
public record ClientView(
        ClientId clientId,
        Optional<String> domain,
        String site,
        String state,
        Optional<Integer> ratePerMinute,
        ReplayMode replayMode,
        Optional<Long> graceSeconds,
        Optional<String> contact,
        Optional<String> notes,
        Instant createdAt,
        Optional<Instant> changedAt,
        long activeCertificates) {}
