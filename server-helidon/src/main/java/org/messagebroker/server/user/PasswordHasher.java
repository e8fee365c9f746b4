package org.messagebroker.server.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id, in the PHC form {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}. A hash is expensive on purpose, so two run at
 * once and a few more wait; the rest are refused, because a crowd at the door must not stop the messages. Thread-safe.
 */
final class PasswordHasher {

    private static final int MEMORY_KIB = 47_104;
    private static final int PASSES = 1;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int AT_ONCE = 2;
    private static final int WAITING = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Pattern FORM = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Semaphore slots = new Semaphore(AT_ONCE, true);
    private final AtomicInteger present = new AtomicInteger();
    private final String nobody = hash("nobody's password");

    /** @throws HasherBusyException when too many hash already */
    String hash(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = limited(() -> argon2(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES));
        return "$argon2id$v=19$m=" + MEMORY_KIB + ",t=" + PASSES + ",p=" + LANES + "$" + base64(salt) + "$"
                + base64(hash);
    }

    /** @throws HasherBusyException when too many hash already */
    boolean matches(String password, String stored) {
        Matcher form = FORM.matcher(stored);
        if (!form.matches()) {
            throw new IllegalStateException("a stored password hash is not in the form argon2id");
        }
        byte[] expected = Base64.getDecoder().decode(form.group(5));
        byte[] actual = limited(() -> argon2(
                password,
                Base64.getDecoder().decode(form.group(4)),
                Integer.parseInt(form.group(1)),
                Integer.parseInt(form.group(2)),
                Integer.parseInt(form.group(3)),
                expected.length));
        return MessageDigest.isEqual(expected, actual);
    }

    /** Takes as long as {@link #matches} and is never true: for accounts that do not exist. */
    boolean matchesNobody(String password) {
        matches(password, nobody);
        return false;
    }

    private byte[] limited(Supplier<byte[]> work) {
        if (present.incrementAndGet() > AT_ONCE + WAITING) {
            present.decrementAndGet();
            throw new HasherBusyException();
        }
        try {
            return inSlot(work);
        } finally {
            present.decrementAndGet();
        }
    }

    private byte[] inSlot(Supplier<byte[]> work) {
        try {
            if (!slots.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new HasherBusyException();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new HasherBusyException();
        }
        try {
            return work.get();
        } finally {
            slots.release();
        }
    }

    private static byte[] argon2(String password, byte[] salt, int memory, int passes, int lanes, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memory)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Too many passwords are being checked; try again shortly. */
    static final class HasherBusyException extends RuntimeException {
        private HasherBusyException() {
            super("too many passwords are being checked at once");
        }
    }
}
