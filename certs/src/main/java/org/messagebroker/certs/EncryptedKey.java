package org.messagebroker.certs;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEInputDecryptorProviderBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** A private key under a passphrase: PKCS#8 with PBES2, scrypt (RFC 7914) and AES-256; OpenSSL opens it too. */
public final class EncryptedKey {

    private static final String LABEL = "ENCRYPTED PRIVATE KEY";
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    /** The most memory (16 MB) that OpenSSL takes without asking; the passphrase itself carries the strength. */
    private static final int COST = 1 << 14;

    private static final int BLOCK_SIZE = 8;
    private static final int SALT_BYTES = 16;

    private EncryptedKey() {}

    /** The key under the passphrase, as PEM. */
    public static String encrypt(PrivateKey key, Passphrase passphrase) {
        try {
            var encryptor = new JcePKCSPBEOutputEncryptorBuilder(
                            new ScryptConfig.Builder(COST, BLOCK_SIZE, 1)
                                    .withSaltLength(SALT_BYTES)
                                    .build(),
                            NISTObjectIdentifiers.id_aes256_CBC)
                    .setProvider(PROVIDER)
                    .setRandom(new SecureRandom())
                    .build(passphrase.characters());
            return Pem.block(
                    LABEL,
                    new JcaPKCS8EncryptedPrivateKeyInfoBuilder(key)
                            .build(encryptor)
                            .getEncoded());
        } catch (IOException | OperatorCreationException e) {
            throw new IllegalStateException("the key could not be encrypted", e);
        }
    }

    /**
     * The key again.
     *
     * @throws IllegalArgumentException when the text is no encrypted key, or the passphrase is another one
     */
    public static PrivateKey decrypt(String pem, Passphrase passphrase) {
        byte[] encrypted = Pem.content(LABEL, pem);
        try {
            PrivateKeyInfo key = new PKCS8EncryptedPrivateKeyInfo(encrypted)
                    .decryptPrivateKeyInfo(new JcePKCSPBEInputDecryptorProviderBuilder()
                            .setProvider(PROVIDER)
                            .build(passphrase.characters()));
            return new JcaPEMKeyConverter().getPrivateKey(key);
        } catch (IOException | PKCSException | RuntimeException e) {
            // A wrong passphrase can also yield bytes that only look like a key.
            throw new IllegalArgumentException("the passphrase does not open this key, or the file is damaged", e);
        }
    }
}
