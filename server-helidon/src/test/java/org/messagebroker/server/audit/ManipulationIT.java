package org.messagebroker.server.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.api.AuditVerdict;

/** Somebody with all rights in the database, but without the key, changes the audit of eight acts; each way is found. */
@Tag("database")
class ManipulationIT {

    @SuppressWarnings("NullAway.Init")
    private static AuditFixture fixture;

    @BeforeAll
    static void open() {
        fixture = new AuditFixture();
    }

    @BeforeEach
    void actEightTimes() {
        fixture.clear();
        fixture.acts(8);
    }

    @AfterAll
    static void close() {
        fixture.close();
    }

    @Test
    void findsNothingInWhatNobodyTouched() {
        AuditVerdict verdict = fixture.verdict(fixture.head(Chain.ACTS));
        assertTrue(verdict.whole(), verdict::toString);
        assertEquals(8, verdict.chains().getFirst().rows());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at = at + INTERVAL 1000 MICROSECOND",
                "actor_id = NULL",
                "actor = 'another@example.org'",
                "address = '2001:db8::8'",
                "request_id = ''",
                "action = 'test.act.5'",
                "target = CONCAT(target, ' ')",
                "details = '{}'",
                "previous_mac = REVERSE(previous_mac)",
                "mac = REVERSE(mac)"
            })
    void findsARowInWhichAnythingIsAltered(String change) {
        fixture.sql("UPDATE audit SET " + change + " WHERE position = 4");
        assertEquals("ALTERED 4", fixture.findings().getFirst());
    }

    @Test
    void findsARowThatIsRemoved() {
        fixture.sql("DELETE FROM audit WHERE position = 4");
        assertEquals(List.of("MISSING 4"), fixture.findings());
    }

    @Test
    void findsARowThatIsRemovedWhenTheOthersCloseTheGap() {
        fixture.sql(
                "DELETE FROM audit WHERE position = 4",
                "UPDATE audit SET position = position - 1 WHERE position > 4 ORDER BY position",
                "UPDATE audit_heads SET position = 7 WHERE chain = 'acts'");
        assertFalse(fixture.verdict().whole());
        assertEquals(4, fixture.verdict().chains().getFirst().findings().size());
        assertTrue(fixture.findings().getFirst().endsWith(" 4"), fixture.findings()::toString);
    }

    @Test
    void findsARowThatIsInsertedBehindTheOthers() {
        fixture.sql(copyOf(8, "9"));
        assertEquals(List.of("INSERTED 9"), fixture.findings());
    }

    @Test
    void findsARowThatIsInsertedBehindTheOthersWithItsHead() {
        fixture.sql(copyOf(8, "9"), "UPDATE audit_heads SET position = 9 WHERE chain = 'acts'");
        assertEquals(List.of("ALTERED 9"), fixture.findings());
    }

    @Test
    void findsARowThatIsInsertedBetweenOthers() {
        fixture.sql(
                "UPDATE audit SET position = position + 1 WHERE position > 4 ORDER BY position DESC",
                copyOf(4, "5"),
                "UPDATE audit_heads SET position = 9 WHERE chain = 'acts'");
        assertTrue(fixture.findings().getFirst().endsWith(" 5"), fixture.findings()::toString);
    }

    @Test
    void findsARowThatIsInsertedWithoutAPlace() {
        fixture.sql(copyOf(4, "NULL"));
        assertEquals(List.of("INSERTED"), fixture.findings());
    }

    @Test
    void findsARowThatIsHiddenInAChainOfItsOwn() {
        fixture.sql("UPDATE audit SET chain = 'hidden' WHERE position = 4");
        assertEquals(List.of("MISSING 4", "INSERTED 4"), fixture.findings());
    }

    @Test
    void saysOfRowsThatChangedPlacesWhereTheyWere() {
        fixture.sql(
                "UPDATE audit SET position = 1000 WHERE position = 4",
                "UPDATE audit SET position = 4 WHERE position = 6",
                "UPDATE audit SET position = 6 WHERE position = 1000");
        assertEquals(List.of("MOVED 4", "MOVED 6"), fixture.findings());
        assertTrue(fixture.verdict()
                .chains()
                .getFirst()
                .findings()
                .getFirst()
                .text()
                .contains("was at 6"));
    }

    @Test
    void findsTheFirstRowsMissing() {
        fixture.sql("DELETE FROM audit WHERE position <= 2");
        assertEquals(List.of("MISSING 1"), fixture.findings());
    }

    @Test
    void findsACutEndByTheHeadInTheDatabase() {
        fixture.sql("DELETE FROM audit WHERE position > 6");
        assertEquals(List.of("MISSING 7"), fixture.findings());
    }

    @Test
    void findsACutEndWithItsHeadByAHeadThatWasKeptOutside() {
        Head kept = fixture.head(Chain.ACTS);
        cutBehind(6);
        assertEquals(List.of(), fixture.findings(), "the database alone cannot show it");
        assertEquals(List.of("CUT 8"), fixture.findings(kept));
    }

    @Test
    void findsACutEndThatHasGrownAgain() {
        Head kept = fixture.head(Chain.ACTS);
        cutBehind(6);
        fixture.acts(4);
        assertEquals(List.of(), fixture.findings(), "the database alone cannot show it");
        assertEquals(List.of("REPLACED 8"), fixture.findings(kept));
    }

    @Test
    void findsARowFromAPastThatWasCutOff() {
        fixture.sql("CREATE TABLE past LIKE audit", "INSERT INTO past SELECT * FROM audit WHERE position = 7");
        cutBehind(6);
        fixture.acts(2);
        fixture.sql("DELETE FROM audit WHERE position = 7", "INSERT INTO audit SELECT * FROM past");
        assertEquals(List.of("REPLACED 8"), fixture.findings());
    }

    @Test
    void findsTheHeadMissingOrFalse() {
        fixture.sql("UPDATE audit_heads SET mac = REVERSE(mac) WHERE chain = 'acts'");
        assertEquals(List.of("HEAD 8"), fixture.findings());
        fixture.sql("DELETE FROM audit_heads WHERE chain = 'acts'");
        assertTrue(fixture.findings().contains("HEAD"), fixture.findings()::toString);
    }

    @Test
    void findsEverythingRemovedByAHeadThatWasKeptOutside() {
        Head kept = fixture.head(Chain.ACTS);
        fixture.sql("DELETE FROM audit", "UPDATE audit_heads SET position = 0, mac = REPEAT('\\0', 32)");
        assertEquals(List.of("CUT 8"), fixture.findings(kept));
    }

    private static void cutBehind(int position) {
        fixture.sql(
                "UPDATE audit_heads SET position = " + position + ", mac = (SELECT mac FROM audit WHERE chain = 'acts'"
                        + " AND position = " + position + ") WHERE chain = 'acts'",
                "DELETE FROM audit WHERE position > " + position);
    }

    private static String copyOf(int position, String place) {
        return "INSERT INTO audit (chain, position, at, actor_id, actor, address, request_id, action, target, details,"
                + " previous_mac, mac) SELECT chain, " + place + ", at, actor_id, actor, address, request_id, action,"
                + " target, details, previous_mac, mac FROM audit WHERE position = " + position;
    }
}
