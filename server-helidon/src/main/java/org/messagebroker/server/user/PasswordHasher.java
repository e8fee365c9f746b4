package org.messagebroker.server.user;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.messagebroker.settings.Settings;

/**
 * Argon2id, in the PHC form {@code $argon2id$v=19$m=…,t=…,p=…$salt$hash}; bcrypt, which an earlier system used, is checked
 * too. A hash is expensive on purpose, so two at most run at once and a few more wait; the rest are refused, because a crowd at the
 * door must not stop the messages. They run on threads of their own: on virtual threads, which a computation does not give
 * back, two hashes would hold up every other request of a machine with two cores. Thread-safe.
 */
public final class PasswordHasher {

    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** Never more than half of the processors: messages are delivered by the others meanwhile. */
    private static final int AT_ONCE = Math.clamp(Runtime.getRuntime().availableProcessors() / 2, 1, 2);

    private static final int WAITING = 16;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Pattern ARGON2 = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=(\\d{1,7}),t=(\\d{1,2}),p=(\\d{1,2})\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");
    private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-5])\\$[./A-Za-z0-9]{53}");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Cost cost;
    private final ExecutorService threads = new ThreadPoolExecutor(
            AT_ONCE,
            AT_ONCE,
            IDLE.toMillis(),
            TimeUnit.MILLISECONDS,
            new ArrayBlockingQueue<>(WAITING),
            Thread.ofPlatform().daemon().name("password-", 0).factory());
    private final String nobody;

    public PasswordHasher(Cost cost) {
        this.cost = cost;
        this.nobody = salted("nobody's password");
    }

    /** @throws HasherBusyException when too many hash already */
    public String hash(String password) {
        return limited(() -> salted(password));
    }

    private String salted(String password) {
        byte[] salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        byte[] hash = argon2(password, salt, cost.memoryKib(), cost.passes(), LANES, HASH_BYTES);
        return prefix() + base64(salt) + "$" + base64(hash);
    }

    /** Whether a stored hash is as {@link #hash} makes it today; otherwise make another when the password is there. */
    public boolean isCurrent(String stored) {
        return stored.startsWith(prefix());
    }

    private String prefix() {
        return "$argon2id$v=19$m=" + cost.memoryKib() + ",t=" + cost.passes() + ",p=" + LANES + "$";
    }

    /** @throws HasherBusyException when too many hash already */
    public boolean matches(String password, String stored) {
        if (BCRYPT.matcher(stored).matches()) {
            return limited(() -> OpenBSDBCrypt.checkPassword(stored, password.getBytes(StandardCharsets.UTF_8)));
        }
        Matcher form = ARGON2.matcher(stored);
        if (!form.matches()) {
            throw new IllegalStateException("a stored password hash is neither argon2id nor bcrypt");
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
    public boolean matchesNobody(String password) {
        matches(password, nobody);
        return false;
    }

    private <T> T limited(Callable<T> work) {
        FutureTask<T> hash = new FutureTask<>(work);
        try {
            threads.execute(hash);
            return hash.get(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException | TimeoutException crowd) {
            hash.cancel(false);
            throw new HasherBusyException();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new HasherBusyException();
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a password could not be hashed", failed);
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

    /**
     * What a hash costs: whoever steals the database pays it for each guess, and the server for each log-in.
     *
     * @param memoryKib 8,192 to 262,144
     * @param passes 1 to 10 times over that memory
     */
    public record Cost(int memoryKib, int passes) {
        /** Reads {@code password.hash-memory-kib} and {@code password.hash-passes}. */
        public static Cost of(Settings settings) {
            return new Cost(
                    settings.integer("password.hash-memory-kib", 8_192, 262_144),
                    settings.integer("password.hash-passes", 1, 10));
        }
    }

    /** Too many passwords are being checked; try again shortly. */
    public static final class HasherBusyException extends RuntimeException {
        private HasherBusyException() {
            super("too many passwords are being checked at once");
        }
    }
}
