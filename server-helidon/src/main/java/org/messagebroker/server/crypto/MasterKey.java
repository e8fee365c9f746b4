package org.messagebroker.server.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key under which the data keys in the database are wrapped. It is never in the database or its backups: 32 bytes in
 * base64 (either alphabet) in the environment, or on one line of a file of its own that only its owner may read. Whoever
 * loses it loses every stored body. Thread-safe.
 */
public final class MasterKey {

    private static final Set<PosixFilePermission> OWNER =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final SecretKey key;

    private MasterKey(byte[] key) {
        this.key = new SecretKeySpec(key, "AES");
    }

    /**
     * Writes a new key to a file that does not exist yet, with mode 0600.
     *
     * @throws IOException also when the file exists: a key is never overwritten
     */
    public static void create(Path file) throws IOException {
        byte[] key = new byte[AesGcm.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
        Files.writeString(file, Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.WRITE);
    }

    /** @throws MasterKeyException when the file is missing, readable by others, or holds no key */
    public static MasterKey load(Path file) {
        try {
            requireOwnerOnly(file);
            return parse(Files.readString(file), "the master key " + file);
        } catch (IOException unreadable) {
            throw new MasterKeyException(
                    "the master key " + file
                            + " cannot be read; restore it from where it was kept, or make one for a new database",
                    unreadable);
        }
    }

    private static void requireOwnerOnly(Path file) throws IOException {
        Set<PosixFilePermission> granted = Files.getPosixFilePermissions(file);
        if (!OWNER.containsAll(granted)) {
            throw new MasterKeyException("the master key " + file + " has mode "
                    + PosixFilePermissions.toString(granted) + "; run: chmod 600 " + file);
        }
    }

    /**
     * Reads a key.
     *
     * @param source names it when it is refused
     * @throws MasterKeyException when the text is not 32 bytes in base64
     */
    static MasterKey parse(String text, String source) {
        try {
            byte[] key =
                    Base64.getDecoder().decode(text.strip().replace('-', '+').replace('_', '/'));
            if (key.length == AesGcm.KEY_BYTES) {
                return new MasterKey(key);
            }
        } catch (IllegalArgumentException notBase64) {
            // Said below, without the text.
        }
        throw new MasterKeyException(source + " is not 32 bytes in base64");
    }

    byte[] encoded() {
        return key.getEncoded();
    }

    /**
     * A key for one use only, the same at every start and at every server with this master key (HMAC-SHA-256 of the label).
     *
     * @param label what the key is for; never two uses with one label
     */
    public SecretKey derive(String label) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getEncoded(), "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal(label.getBytes(StandardCharsets.UTF_8)), "HmacSHA256");
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", impossible);
        }
    }

    /**
     * Encrypts a small secret (AES-256-GCM).
     *
     * @param place what it is and where it stands; it opens for the same place only
     */
    public byte[] seal(byte[] plain, String place) {
        return AesGcm.seal(key, plain, aad(place));
    }

    /**
     * Decrypts what {@link #seal} gave.
     *
     * @throws MasterKeyException when it was sealed under another master key, altered, or moved from another place
     */
    public byte[] open(byte[] sealed, String place) {
        try {
            return AesGcm.open(key, sealed, aad(place));
        } catch (AEADBadTagException other) {
            throw new MasterKeyException(
                    "the master key does not open " + place + "; set ENCRYPTION_KEY_PATH to the key of this database");
        }
    }

    private static byte[] aad(String place) {
        return ("secret/" + place).getBytes(StandardCharsets.UTF_8);
    }

    byte[] wrap(DataKey key) {
        return AesGcm.seal(this.key, key.encoded(), key.id());
    }

    DataKey unwrap(KeyPurpose purpose, int version, byte[] wrapped) {
        try {
            return new DataKey(purpose, version, AesGcm.open(key, wrapped, DataKey.id(purpose, version)));
        } catch (AEADBadTagException otherKey) {
            throw new MasterKeyException("the master key is not the one that wrapped the database's keys ("
                    + purpose.wire() + " " + version + "); set ENCRYPTION_KEY_PATH to the key of this database");
        }
    }
}
