package org.messagebroker.proxy.intake;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.messagebroker.api.MessageContent;
import org.messagebroker.service.Problem;

/**
 * Tells whether two messages say the same, without keeping what they say: HMAC-SHA-256 of number, body and domain, each
 * with its length before it, under a key of the policy. A bare hash of a telephone number could be guessed by trying them
 * all. Thread-safe.
 */
final class ContentMark {

    private static final int ABSENT = -1;

    private final Supplier<Optional<SecretKey>> key;

    /** @param key that of the policy in force; empty while there is none */
    ContentMark(Supplier<Optional<SecretKey>> key) {
        this.key = key;
    }

    /**
     * 32 bytes.
     *
     * @throws Problem service_unavailable while there is no key
     */
    byte[] of(MessageContent content) {
        Mac mac = mac();
        add(mac, Optional.of(content.senderNumber().value()));
        add(mac, Optional.of(content.body().value()));
        add(mac, content.domain());
        return mac.doFinal();
    }

    private Mac mac() {
        SecretKey current = key.get().orElseThrow(EnqueueRefusal::cannotSeal);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(current);
            return mac;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", impossible);
        }
    }

    private static void add(Mac mac, Optional<String> part) {
        byte[] bytes = part.orElse("").getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES)
                .putInt(part.isPresent() ? bytes.length : ABSENT)
                .array());
        mac.update(bytes);
    }
}
