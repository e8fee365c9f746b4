package org.messagebroker.server.crypto;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.helidon.dbclient.DbExecute;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.messagebroker.api.KeyCopyVerdict;
import org.messagebroker.api.KeyName;
import org.messagebroker.certs.EncryptedDocument;
import org.messagebroker.certs.Passphrase;
import org.messagebroker.service.json.Json;

/**
 * All keys as a document under a passphrase, to be kept outside the machine: the master key, which opens what backups of
 * the database hold, and every data key, which opens the messages even without them. Thread-safe.
 */
public final class KeyCopy {

    private static final Comparator<KeyName> ORDER =
            Comparator.comparing(KeyName::purpose).thenComparingInt(KeyName::version);

    private final KeyRing ring;

    public KeyCopy(KeyRing ring) {
        this.ring = ring;
    }

    /** What a copy made now holds beside the master key. */
    public List<KeyName> names() {
        return ring.all().map(KeyCopy::name).sorted(ORDER).toList();
    }

    /** The keys of these names, and the master key, under the passphrase. */
    public String encrypt(List<KeyName> names, Passphrase passphrase) {
        List<CopiedKey> keys = ring.all()
                .filter(key -> names.contains(name(key)))
                .map(key -> new CopiedKey(key.purpose().wire(), key.version(), text(key.encoded())))
                .toList();
        byte[] document = Json.bytes(new Content(text(ring.masterKey().encoded()), keys));
        return EncryptedDocument.encrypt(document, passphrase);
    }

    /**
     * Opens a copy and compares it with the server's keys.
     *
     * @throws IllegalArgumentException when it does not open, or is no copy of keys
     */
    public KeyCopyVerdict compare(String file, Passphrase passphrase) {
        Content content = read(EncryptedDocument.decrypt(file, passphrase));
        Map<KeyName, String> copied = content.keys().stream()
                .collect(Collectors.toMap(key -> new KeyName(key.purpose(), key.version()), CopiedKey::key));
        Map<KeyName, String> own = ring.all().collect(Collectors.toMap(KeyCopy::name, key -> text(key.encoded())));
        List<KeyName> holds = own.keySet().stream()
                .filter(name -> isSame(own.get(name), copied.get(name)))
                .sorted(ORDER)
                .toList();
        List<KeyName> missing = own.keySet().stream()
                .filter(name -> !copied.containsKey(name))
                .sorted(ORDER)
                .toList();
        List<KeyName> different = own.keySet().stream()
                .filter(name -> copied.containsKey(name) && !holds.contains(name))
                .sorted(ORDER)
                .toList();
        boolean master = isSame(content.masterKey(), text(ring.masterKey().encoded()));
        return new KeyCopyVerdict(master && holds.size() == own.size(), master, holds, missing, different);
    }

    /**
     * Adds the copy's keys that the server has not, such as those that are younger than a restored database: what still waits
     * in a queue may be sealed to them. They only open.
     *
     * @return what was added
     * @throws IllegalArgumentException when it does not open, or is no copy of keys
     */
    public List<KeyName> addMissing(DbExecute transaction, String file, Passphrase passphrase) {
        Content content = read(EncryptedDocument.decrypt(file, passphrase));
        List<DataKey> missing = content.keys().stream()
                .map(KeyCopy::key)
                .filter(key -> !ring.hasEverHad(transaction, key))
                .toList();
        missing.forEach(key -> ring.addOld(transaction, key));
        return missing.stream().map(KeyCopy::name).sorted(ORDER).toList();
    }

    private static DataKey key(CopiedKey copied) {
        return new DataKey(
                KeyPurpose.parse(copied.purpose())
                        .orElseThrow(() -> new IllegalArgumentException("the file holds a key for another purpose")),
                copied.version(),
                Base64.getDecoder().decode(copied.key()));
    }

    private static Content read(byte[] document) {
        try {
            return Json.mapper().readValue(new String(document, StandardCharsets.UTF_8), Content.class);
        } catch (JsonProcessingException notOurs) {
            throw new IllegalArgumentException("the file opens, but holds no copy of keys");
        }
    }

    private static boolean isSame(@Nullable String first, @Nullable String second) {
        return first != null
                && second != null
                && MessageDigest.isEqual(
                        first.getBytes(StandardCharsets.US_ASCII), second.getBytes(StandardCharsets.US_ASCII));
    }

    private static KeyName name(DataKey key) {
        return new KeyName(key.purpose().wire(), key.version());
    }

    private static String text(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    /** The document; the master key as its file holds it. */
    private record Content(String masterKey, List<CopiedKey> keys) {}

    private record CopiedKey(String purpose, int version, String key) {}
}
