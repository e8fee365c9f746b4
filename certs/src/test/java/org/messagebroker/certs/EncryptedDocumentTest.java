package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EncryptedDocumentTest {

    private static final byte[] DOCUMENT = "{\"master_key\":\"secret\"}".getBytes(StandardCharsets.UTF_8);

    private final Passphrase passphrase = Passphrase.create();
    private final String sealed = EncryptedDocument.encrypt(DOCUMENT, passphrase);

    @Test
    void opensUnderItsPassphraseAlone() {
        assertArrayEquals(DOCUMENT, EncryptedDocument.decrypt(sealed, passphrase));
        assertFalse(sealed.contains("secret"));
        assertThrows(
                IllegalArgumentException.class, () -> EncryptedDocument.decrypt(sealed, new Passphrase("another one")));
    }

    @Test
    void refusesWhatWasAlteredOrIsNone() {
        int last = sealed.indexOf("\n-----END") - 8;
        char other = sealed.charAt(last) == 'A' ? 'B' : 'A';
        String altered = sealed.substring(0, last) + other + sealed.substring(last + 1);
        assertThrows(IllegalArgumentException.class, () -> EncryptedDocument.decrypt(altered, passphrase));
        assertThrows(IllegalArgumentException.class, () -> EncryptedDocument.decrypt("", passphrase));
    }

    @Test
    void isOpenedByOpenSslToo(@TempDir Path directory) {
        OpenSsl openssl = new OpenSsl(directory);
        openssl.write("keys.pem", sealed);
        String opened = openssl.run(
                "cms", "-decrypt", "-binary", "-inform", "PEM", "-in", "keys.pem", "-pwri_password", passphrase.text());
        assertEquals(new String(DOCUMENT, StandardCharsets.UTF_8), opened);
    }
}
