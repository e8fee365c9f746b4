package org.messagebroker.server.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messagebroker.server.ledger.LedgerEntry.Kind;

/** The ledger's file, and what becomes of one that somebody has touched. */
class LedgerTest {

    private static final byte[] KEY = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    private Path directory;

    @Test
    void keepsWhatWasWrittenInItsOrderAlsoForTheNextProcess() {
        Ledger ledger = ledger(KEY);
        ledger.append(Kind.CLIENT_DISABLED, "shop-1", Map.of());
        ledger.append(Kind.CRL_NUMBER, "a1", Map.of("number", "7"));

        assertEquals(List.of("shop-1", "a1"), subjects(ledger));
        assertEquals(List.of("shop-1", "a1"), subjects(ledger(KEY)));
        assertEquals(
                3, ledger(KEY).append(Kind.CLIENT_ENABLED, "shop-1", Map.of()).sequence());
    }

    @Test
    void refusesAnAlteredLineAndNamesIt() throws IOException {
        three();
        change(lines -> lines.set(1, lines.get(1).replace("shop-2", "shop-9")));

        assertRefused("altered at line 2");
    }

    @Test
    void refusesWhereALineWasTakenOutOrMoved() throws IOException {
        three();
        change(lines -> lines.remove(1));
        assertRefused("altered at line 2");

        Files.delete(file());
        three();
        change(List::removeFirst);
        assertRefused("altered at line 1");

        Files.delete(file());
        three();
        change(lines -> lines.add(lines.remove(1)));
        assertRefused("altered at line 2");
    }

    @Test
    void refusesALineThatWasPutIn() throws IOException {
        three();
        change(lines -> lines.add(lines.get(1)));

        assertRefused("altered at line 4");
    }

    @Test
    void refusesAFileUnderAnotherKey() {
        three();

        LedgerException refused =
                assertThrows(LedgerException.class, () -> ledger(new byte[32]).entries());
        assertTrue(String.valueOf(refused.getMessage()).contains("another master key"), refused::toString);
    }

    @Test
    void refusesToGoOnWhereTheFileBecameShorterOrWentAway() throws IOException {
        Ledger ledger = three();
        change(List::removeLast);
        assertShorter(ledger);

        Files.delete(file());
        assertShorter(ledger);
    }

    @Test
    void leavesOutALastLineThatACrashCutShortAndWritesOverIt() throws IOException {
        three();
        Files.writeString(file(), "0123 {\"sequence\":4", StandardOpenOption.APPEND);

        assertEquals(List.of("shop-1", "shop-2", "shop-3"), subjects(ledger(KEY)));
        ledger(KEY).append(Kind.CLIENT_DISABLED, "shop-4", Map.of());
        assertEquals(List.of("shop-1", "shop-2", "shop-3", "shop-4"), subjects(ledger(KEY)));
    }

    @Test
    void isReadableForItsOwnerOnly() throws IOException {
        three();

        assertEquals(2, Files.getPosixFilePermissions(file()).size());
        assertEquals(3, Files.getPosixFilePermissions(file().getParent()).size());
    }

    private void assertRefused(String why) {
        LedgerException refused =
                assertThrows(LedgerException.class, () -> ledger(KEY).entries());
        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains(why) && message.contains("put back the copy"), message);
        assertThrows(LedgerException.class, () -> ledger(KEY).append(Kind.CLIENT_ENABLED, "shop-1", Map.of()));
    }

    private static void assertShorter(Ledger ledger) {
        LedgerException refused = assertThrows(LedgerException.class, ledger::entries);
        assertTrue(String.valueOf(refused.getMessage()).contains("is shorter than"), refused::toString);
        assertThrows(LedgerException.class, () -> ledger.append(Kind.CLIENT_ENABLED, "shop-1", Map.of()));
    }

    private Ledger three() {
        Ledger ledger = ledger(KEY);
        for (String client : List.of("shop-1", "shop-2", "shop-3")) {
            ledger.append(Kind.CLIENT_DISABLED, client, Map.of());
        }
        ledger.entries();
        return ledger;
    }

    private void change(Consumer<List<String>> change) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(file()));
        change.accept(lines);
        Files.writeString(file(), String.join("\n", lines) + "\n");
    }

    private Ledger ledger(byte[] key) {
        return Ledger.in(directory.resolve("ledger"), new SecretKeySpec(key, "HmacSHA256"), InstantSource.system());
    }

    private Path file() {
        return directory.resolve("ledger/ledger.jsonl");
    }

    private static List<String> subjects(Ledger ledger) {
        return ledger.entries().stream().map(LedgerEntry::subject).toList();
    }
}
