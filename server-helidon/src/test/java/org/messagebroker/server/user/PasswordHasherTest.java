package org.messagebroker.server.user;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.server.user.PasswordHasher.Cost;
import org.messagebroker.server.user.PasswordHasher.HasherBusyException;

class PasswordHasherTest {

    private static final String PASSWORD = "correct horse battery staple";
    private static final PasswordHasher HASHER = new PasswordHasher(new Cost(8_192, 1));

    @Test
    void knowsAPasswordAgainAndNoOther() {
        String hash = HASHER.hash(PASSWORD);
        assertTrue(hash.startsWith("$argon2id$v=19$m=8192,t=1,p=1$"), hash);
        assertTrue(HASHER.matches(PASSWORD, hash));
        assertFalse(HASHER.matches(PASSWORD + " ", hash));
        assertFalse(HASHER.matchesNobody("nobody's password"), "not even the one that was hashed");
        assertNotEquals(hash, HASHER.hash(PASSWORD), "each has a salt of its own");
    }

    /** The first is of the bcrypt authors' own vectors, the second of another program. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2a$06$m0CrhHm10qJ3lXRY.5zDGO3rS2KdeeWLuGmsfGlMfOxih58VYVfxe a",
                "$2b$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW U*U"
            })
    void acceptsTheHashesOfAnEarlierSystem(String hashAndPassword) {
        String[] parts = hashAndPassword.split(" ", -1);
        assertTrue(HASHER.matches(parts[1], parts[0]));
        assertFalse(HASHER.matches(parts[1] + "x", parts[0]));
        assertFalse(HASHER.isCurrent(parts[0]), "it is to be replaced");
    }

    @Test
    void findsAHashOfAnotherCostOutOfDate() {
        PasswordHasher dearer = new PasswordHasher(new Cost(9_216, 2));
        String hash = HASHER.hash(PASSWORD);
        assertTrue(HASHER.isCurrent(hash));
        assertFalse(dearer.isCurrent(hash));
        assertTrue(dearer.matches(PASSWORD, hash));
        assertTrue(dearer.isCurrent(dearer.hash(PASSWORD)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "$2b$31$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW",
                "$argon2i$v=19$m=8192,t=1,p=1$AAAA$AAAA"
            })
    void refusesAFormThatItDoesNotKnow(String stored) {
        assertThrows(IllegalStateException.class, () -> HASHER.matches(PASSWORD, stored));
    }

    @Test
    void turnsAwayACrowd() throws InterruptedException {
        PasswordHasher slow = new PasswordHasher(new Cost(65_536, 4));
        Callable<Boolean> attempt = () -> !slow.hash(PASSWORD).isEmpty();
        try (ExecutorService crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> all =
                    crowd.invokeAll(Stream.generate(() -> attempt).limit(60).toList());
            long done = all.stream().filter(PasswordHasherTest::succeeded).count();
            assertTrue(done >= 2, "some get in: " + done);
            assertTrue(done < 60, "and not all: " + done);
        }
        assertEquals(true, HASHER.matches(PASSWORD, HASHER.hash(PASSWORD)), "afterwards there is room again");
    }

    private static boolean succeeded(Future<Boolean> each) {
        try {
            return each.get();
        } catch (ExecutionException turnedAway) {
            assertTrue(turnedAway.getCause() instanceof HasherBusyException, () -> "" + turnedAway.getCause());
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
