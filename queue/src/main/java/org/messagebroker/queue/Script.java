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
    ENQUEUE,
    TAKE,
    REMOVE,
    RETRY,
    QUARANTINE,
    RENEW,
    PENDING,
    LEAVE,
    FIND,
    NUMBER,
    DEPTH;

    /** In the order in which the scripts name them. One shard, so far; the tag keeps its keys on one node. */
    static final List<Object> KEYS = List.of(
            "broker:{0}:ready",
            "broker:{0}:later",
            "broker:{0}:messages",
            "broker:{0}:accepted",
            "broker:{0}:attempts",
            "broker:{0}:removed",
            "broker:{0}:leases",
            "broker:{0}:quarantine");

    /** The stream of messages that no consumer has taken, and a sign that there may be one. */
    static final String READY = "broker:{0}:ready";

    /** How many messages the shard has ever taken. */
    static final String SEQUENCE = "broker:{0}:sequence";

    private final String text;
    private final String digest;

    Script() {
        text = read("prelude") + read(name().toLowerCase(Locale.ROOT));
        digest = sha1(text);
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
