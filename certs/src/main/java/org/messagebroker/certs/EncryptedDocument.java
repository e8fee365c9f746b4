package org.messagebroker.certs;

import java.io.IOException;
import java.security.SecureRandom;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSAuthEnvelopedData;
import org.bouncycastle.cms.CMSAuthEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.PasswordRecipient;
import org.bouncycastle.cms.RecipientInformation;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JcePasswordEnvelopedRecipient;
import org.bouncycastle.cms.jcajce.JcePasswordRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OutputAEADEncryptor;

/**
 * Anything under a passphrase: CMS (RFC 5083) with PBKDF2 and AES-256-GCM, as PEM, so that a changed byte is found out.
 * OpenSSL opens it too: {@code openssl cms -decrypt -inform PEM -pwri_password …}.
 */
public final class EncryptedDocument {

    private static final String LABEL = "CMS";
    private static final BouncyCastleProvider PROVIDER = new BouncyCastleProvider();
    /** As OWASP advises for HMAC-SHA-256; the passphrase itself carries the strength. */
    private static final int ITERATIONS = 600_000;

    private static final int SALT_BYTES = 16;

    private EncryptedDocument() {}

    /** The document under the passphrase, as PEM. */
    public static String encrypt(byte[] document, Passphrase passphrase) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        var recipient = new JcePasswordRecipientInfoGenerator(CMSAlgorithm.AES256_CBC, passphrase.characters())
                .setProvider(PROVIDER)
                .setPRF(PasswordRecipient.PRF.HMacSHA256)
                .setSaltAndIterationCount(salt, ITERATIONS);
        CMSAuthEnvelopedDataGenerator generator = new CMSAuthEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(recipient);
        try {
            var encryptor = (OutputAEADEncryptor) new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES256_GCM)
                    .setProvider(PROVIDER)
                    .build();
            return Pem.block(
                    LABEL,
                    generator
                            .generate(new CMSProcessableByteArray(document), encryptor)
                            .getEncoded());
        } catch (CMSException | IOException e) {
            throw new IllegalStateException("the document could not be encrypted", e);
        }
    }

    /**
     * The document again.
     *
     * @throws IllegalArgumentException when the text is no encrypted document, was altered, or the passphrase is another one
     */
    public static byte[] decrypt(String pem, Passphrase passphrase) {
        byte[] encrypted = Pem.content(LABEL, pem);
        try {
            RecipientInformation recipient = new CMSAuthEnvelopedData(encrypted)
                    .getRecipientInfos()
                    .getRecipients()
                    .iterator()
                    .next();
            return recipient.getContent(
                    new JcePasswordEnvelopedRecipient(passphrase.characters()).setProvider(PROVIDER));
        } catch (CMSException | RuntimeException e) {
            throw new IllegalArgumentException("the passphrase does not open this file, or the file is damaged", e);
        }
    }
}
