package org.messagebroker.queue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The changes that Redis makes for us, each atomic and harmless to repeat. The .lua files beside this class say which. */
enum Script {
    ENQUEUE("clock", "sequence", "rate"),
    LEASE_SHARE("shares"),
    TAKE,
    REMOVE,
    RETRY,
    RETURN,
    QUARANTINE,
    QUARANTINED,
    DISCARD,
    REQUEUE,
    RENEW,
    PENDING,
    LEAVE,
    FIND,
    NUMBER("sequence"),
    SHARDS("sequence", "shards"),
    DEPTH;

    private final List<String> more;
    private final String text;
    private final String digest;

    /** @param more keys that it takes beside those of every script */
    Script(String... more) {
        this.more = List.of(more);
        text = read("prelude") + read(name().toLowerCase(Locale.ROOT).replace('_', '-'));
        digest = sha1(text);
    }

    List<String> more() {
        return more;
    }

    String text() {
        return text;
    }

    /** The name by which Redis knows the script once it is loaded. */
    String digest() {
        return digest;
    }

    private static String read(String name) {
        try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
            if (in == null) {
                throw new IllegalStateException(name + ".lua is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha1(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
