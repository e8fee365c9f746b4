package org.messagebroker.sealing;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntFunction;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.messagebroker.api.Envelope;

/**
 * Opens at the server what a proxy has sealed: only if the data key was signed by a proxy of the inventory, was wrapped to
 * one of the server's keys, and nothing of the envelope was altered. Thread-safe.
 */
public final class Opener {

    private static final int KEPT = 512;
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final IntFunction<Optional<byte[]>> ownKeys;
    private final Function<byte[], Standing> proxies;
    private final InstantSource clock;
    private final Map<Wrapping, Judged> judged = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Wrapping, Judged> eldest) {
            return size() > KEPT;
        }
    });

    /**
     * @param ownKeys the server's private sealing keys by version
     * @param proxies how the holder of a certificate stands, by the certificate's fingerprint; asked every two seconds
     */
    public Opener(IntFunction<Optional<byte[]>> ownKeys, Function<byte[], Standing> proxies, InstantSource clock) {
        this.ownKeys = ownKeys;
        this.proxies = proxies;
        this.clock = clock;
    }

    /** How the holder of a certificate stands in the inventory. */
    public sealed interface Standing {

        /**
         * A proxy.
         *
         * @param until the end of the time in which it may have sealed; what it accepted later is refused
         */
        record Proxy(X509Certificate certificate, Instant until) implements Standing {}

        /** Nobody whose messages are stored; why, in words. */
        record Refused(String reason) implements Standing {}
    }

    /** What opening gave. */
    public sealed interface Opened {

        /**
         * The content.
         *
         * @param proxy the certificate of the proxy that sealed it
         */
        record Content(byte[] bytes, X509Certificate proxy) implements Opened {}

        /** It is not what a proxy has sealed, and never will be; why, in words without contents. */
        record Forged(String reason) implements Opened {}

        /** The server does not have the key yet. */
        record UnknownKey(int version) implements Opened {}
    }

    /** The version of the server's key that a sealed payload names; empty when it names none. */
    public static OptionalInt keyVersion(byte[] payload) {
        return payload.length < Integer.BYTES
                ? OptionalInt.empty()
                : OptionalInt.of(ByteBuffer.wrap(payload).getInt());
    }

    /** Opens a sealed envelope. */
    public Opened open(Envelope envelope) {
        if (envelope.version() != Envelope.SEALED && envelope.version() != Envelope.SEALED_TEST) {
            return new Opened.Forged("it is not sealed");
        }
        try {
            ByteBuffer payload = ByteBuffer.wrap(envelope.payload());
            Wrapping wrapping = Wrapping.read(payload);
            byte[] nonce = new byte[MessageCipher.NONCE_BYTES];
            payload.get(nonce);
            byte[] sealed = new byte[payload.remaining()];
            payload.get(sealed);
            return open(envelope, wrapping, nonce, sealed);
        } catch (BufferUnderflowException tooShort) {
            return new Opened.Forged("its seal is not complete");
        }
    }

    private Opened open(Envelope envelope, Wrapping wrapping, byte[] nonce, byte[] sealed) {
        return switch (judge(wrapping)) {
            case Judged.Unknown _ -> new Opened.UnknownKey(wrapping.keyVersion());
            case Judged.Bad(String reason, Instant _) -> new Opened.Forged(reason);
            case Judged.Good good
            when envelope.acceptedAt().isAfter(good.until()) ->
                new Opened.Forged("it was sealed after the proxy's certificate had ended");
            case Judged.Good good ->
                MessageCipher.decrypt(good.key(), nonce, envelope, wrapping.keyVersion(), sealed)
                        .<Opened>map(content -> new Opened.Content(content, good.proxy()))
                        .orElseGet(() -> new Opened.Forged("it was altered on its way"));
        };
    }

    private Judged judge(Wrapping wrapping) {
        Instant now = clock.instant();
        return Optional.ofNullable(judged.get(wrapping))
                .filter(known -> known.at().plus(FRESH).isAfter(now))
                .orElseGet(() -> {
                    Judged fresh = judgedAnew(wrapping, now);
                    judged.put(wrapping, fresh);
                    return fresh;
                });
    }

    private Judged judgedAnew(Wrapping wrapping, Instant now) {
        return switch (proxies.apply(wrapping.fingerprint())) {
            case Standing.Refused(String reason) -> new Judged.Bad(reason, now);
            case Standing.Proxy(X509Certificate certificate, Instant until) ->
                isSigned(wrapping, certificate.getPublicKey())
                        ? unwrapped(wrapping, certificate, until, now)
                        : new Judged.Bad("its data key is not signed by the proxy that it names", now);
        };
    }

    private Judged unwrapped(Wrapping wrapping, X509Certificate proxy, Instant until, Instant now) {
        Optional<byte[]> own = ownKeys.apply(wrapping.keyVersion());
        if (own.isEmpty()) {
            return new Judged.Unknown(now);
        }
        return DataKeys.unwrap(wrapping.wrapped(), own.get(), wrapping.fingerprint())
                .<Judged>map(key -> new Judged.Good(new SecretKeySpec(key, "AES"), proxy, until, now))
                .orElseGet(() -> new Judged.Bad("its data key is not wrapped to this server", now));
    }

    private static boolean isSigned(Wrapping wrapping, PublicKey proxy) {
        try {
            Signature check =
                    Signature.getInstance(proxy.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            check.initVerify(proxy);
            check.update(wrapping.signed());
            return check.verify(wrapping.signature());
        } catch (GeneralSecurityException malformed) {
            return false;
        }
    }

    /** What was found of a wrapping, and when. */
    private sealed interface Judged {

        Instant at();

        record Good(SecretKey key, X509Certificate proxy, Instant until, Instant at) implements Judged {}

        record Bad(String reason, Instant at) implements Judged {}

        record Unknown(Instant at) implements Judged {}
    }
}
