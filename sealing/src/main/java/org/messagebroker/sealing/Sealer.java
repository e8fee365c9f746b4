package org.messagebroker.sealing;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.messagebroker.api.Envelope;
import org.messagebroker.api.Policy.SealingKey;

/**
 * Seals messages at a proxy, under a data key of this process that is wrapped to the server and signed once, and replaced
 * after a while, after a million messages, and at once when the server's key changes. It is only in memory: a new process
 * makes a new one. A renewed certificate signs the next one. Thread-safe.
 * Decision: docs/decisions/2026-11-24-sealed-queue.md.
 */
public final class Sealer {

    /** How long a data key lives when nobody says otherwise. */
    public static final Duration DEFAULT_LIFE = Duration.ofMinutes(1);

    private static final long MOST_MESSAGES = 1_000_000;
    private static final int KEY_BYTES = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Supplier<Optional<SealingKey>> server;
    private final Supplier<Signer> own;
    private final Duration life;
    private final InstantSource clock;
    private volatile Optional<DataKey> current = Optional.empty();

    /**
     * @param server the key to wrap to; empty while it is not known
     * @param own the proxy's certificate and key; asked for each message, and equal as long as they are the same
     * @param life how long a data key is used
     */
    public Sealer(Supplier<Optional<SealingKey>> server, Supplier<Signer> own, Duration life, InstantSource clock) {
        this.server = server;
        this.own = own;
        this.life = life;
        this.clock = clock;
    }

    /** With data keys of {@link #DEFAULT_LIFE}. */
    public Sealer(Supplier<Optional<SealingKey>> server, Supplier<Signer> own, InstantSource clock) {
        this(server, own, DEFAULT_LIFE, clock);
    }

    /**
     * The envelope with its content sealed.
     *
     * @param readable the envelope, whose payload is the content yet; its form is that of the result
     * @return empty while the server's key is not known, and once the own certificate has ended: the server would take what is
     *     sealed after that for forged
     */
    public Optional<Envelope> seal(Envelope readable) {
        Signer signer = own.get();
        return server.get()
                .filter(known -> readable.acceptedAt().isBefore(signer.until()))
                .map(to -> current(to, signer).seal(readable));
    }

    private DataKey current(SealingKey to, Signer signer) {
        Instant now = clock.instant();
        return current.filter(key -> key.isGood(to, signer, life, now)).orElseGet(() -> renewed(to, signer, now));
    }

    private synchronized DataKey renewed(SealingKey to, Signer signer, Instant now) {
        DataKey key = current.filter(made -> made.isGood(to, signer, life, now)).orElseGet(() -> make(to, signer, now));
        current = Optional.of(key);
        return key;
    }

    private DataKey make(SealingKey to, Signer signer, Instant now) {
        byte[] key = random(KEY_BYTES);
        byte[] fingerprint = signer.fingerprint();
        DataKeys.Wrapped wrapped = DataKeys.wrap(key, to.publicKeyBytes(), fingerprint);
        byte[] signature = signer.sign(Wrapping.signed(to.version(), fingerprint, wrapped));
        byte[] wrapping = new Wrapping(to.version(), fingerprint, wrapped, signature).bytes();
        return new DataKey(
                new SecretKeySpec(key, "AES"), to, signer, wrapping, now, random(Integer.BYTES), new AtomicLong());
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** A key that never sees the same nonce twice: a random part of its own, and a count. */
    private record DataKey(
            SecretKey key,
            SealingKey to,
            Signer signer,
            byte[] wrapping,
            Instant made,
            byte[] noncePrefix,
            AtomicLong used) {

        boolean isGood(SealingKey wanted, Signer own, Duration life, Instant now) {
            return to.equals(wanted)
                    && signer.equals(own)
                    && used.get() < MOST_MESSAGES
                    && Duration.between(made, now).abs().compareTo(life) < 0;
        }

        Envelope seal(Envelope readable) {
            byte[] nonce = ByteBuffer.allocate(MessageCipher.NONCE_BYTES)
                    .put(noncePrefix)
                    .putLong(used.getAndIncrement())
                    .array();
            byte[] sealed = MessageCipher.encrypt(key, nonce, readable, to.version(), readable.payload());
            return readable.as(
                    readable.version(),
                    ByteBuffer.allocate(wrapping.length + nonce.length + sealed.length)
                            .put(wrapping)
                            .put(nonce)
                            .put(sealed)
                            .array());
        }

        @Override
        public String toString() {
            return "DataKey[to " + to.version() + ", used " + used + "]";
        }
    }
}
