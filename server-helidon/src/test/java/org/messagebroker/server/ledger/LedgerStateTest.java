package org.messagebroker.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.messagebroker.server.ledger.LedgerEntry.Kind;

/** Which of several entries about one thing counts. */
class LedgerStateTest {

    private static final Map<String, String> NOTHING = Map.of();

    @Test
    void countsTheLastWordOnAClientAndOnAUser() {
        assertEquals(
                List.of(Kind.CLIENT_ENABLED),
                counting(entry(Kind.CLIENT_DISABLED, NOTHING), entry(Kind.CLIENT_ENABLED, NOTHING)));
        assertEquals(
                List.of(Kind.USER_DISABLED),
                counting(entry(Kind.USER_ENABLED, NOTHING), entry(Kind.USER_DISABLED, NOTHING)));
    }

    @Test
    void countsTheHighestNumberOfARevocationListWhateverCameLast() {
        LedgerEntry high = entry(Kind.CRL_NUMBER, Map.of("number", "10"));
        LedgerEntry low = entry(Kind.CRL_NUMBER, Map.of("number", "9"));

        assertEquals(
                List.of(high), List.copyOf(LedgerState.of(List.of(high, low)).entries()));
        assertEquals(
                List.of(high), List.copyOf(LedgerState.of(List.of(low, high)).entries()));
    }

    @Test
    void neverLetsALaterEndReviveAKeyThatWasRevokedAtOnce() {
        LedgerEntry atOnce = entry(Kind.API_KEY_REVOKED, NOTHING);
        LedgerEntry later = entry(Kind.API_KEY_REVOKED, Map.of("not_after", "2030-01-01T00:00:00Z"));

        assertEquals(
                List.of(atOnce),
                List.copyOf(LedgerState.of(List.of(atOnce, later)).entries()));
        assertEquals(
                List.of(atOnce),
                List.copyOf(LedgerState.of(List.of(later, atOnce)).entries()));
    }

    @Test
    void keepsDifferentThingsOfTheSameNameApart() {
        assertEquals(
                List.of(Kind.CLIENT_DISABLED, Kind.USER_DISABLED),
                counting(entry(Kind.CLIENT_DISABLED, NOTHING), entry(Kind.USER_DISABLED, NOTHING)));
    }

    private static List<Kind> counting(LedgerEntry... entries) {
        return LedgerState.of(List.of(entries)).entries().stream()
                .map(LedgerEntry::kind)
                .toList();
    }

    private static LedgerEntry entry(Kind kind, Map<String, String> details) {
        return new LedgerEntry(1, Instant.EPOCH, kind, "one", details);
    }
}
