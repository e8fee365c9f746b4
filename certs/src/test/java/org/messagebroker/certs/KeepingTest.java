package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The forms in which keys are kept and handed over. */
class KeepingTest {

    @TempDir
    private Path directory;

    private final CertificateAuthority authority =
            CertificateAuthority.found("test", InstantSource.system()).authority();
    private final Issued issued = authority.issue(
            new LeafRequest(Role.CLIENT, "shop-1", List.of(), Validity.ofDays(30, InstantSource.system())));

    @Test
    void encryptedKeyOpensWithItsPassphraseOnly() {
        Passphrase passphrase = Passphrase.create();
        PrivateKey key = Keys.ec().getPrivate();
        String pem = EncryptedKey.encrypt(key, passphrase);

        assertEquals(key, EncryptedKey.decrypt(pem, passphrase));
        assertThrows(IllegalArgumentException.class, () -> EncryptedKey.decrypt(pem, Passphrase.create()));
        assertThrows(IllegalArgumentException.class, () -> EncryptedKey.decrypt("nonsense", passphrase));
    }

    @Test
    void encryptedKeyIsOpenedByOpenSsl() {
        OpenSsl openSsl = new OpenSsl(directory);
        Passphrase passphrase = Passphrase.create();
        openSsl.write("key.pem", EncryptedKey.encrypt(Keys.rsa().getPrivate(), passphrase));
        openSsl.write("pass", passphrase.text());

        assertTrue(openSsl.run("pkey", "-in", "key.pem", "-passin", "file:pass", "-noout", "-text")
                .contains("3072 bit"));
    }

    @Test
    void passphrasesAreLongDifferentAndHidden() {
        Passphrase passphrase = Passphrase.create();

        assertTrue(passphrase.text().matches("([a-z2-9]{5}-){5}[a-z2-9]{5}"), passphrase.text());
        assertFalse(passphrase.toString().contains(passphrase.text()));
        assertFalse(Passphrase.create().equals(passphrase));
    }

    @Test
    void pkcs12IsOpenedByOpenSslWithItsWholeChain() {
        OpenSsl openSsl = new OpenSsl(directory);
        openSsl.write("shop.p12", Pkcs12.of(issued, authority.root(), "correct horse".toCharArray()));
        openSsl.write("pass", "correct horse");

        String found = openSsl.run("pkcs12", "-in", "shop.p12", "-passin", "file:pass", "-nodes");

        assertEquals(3, found.split("BEGIN CERTIFICATE", -1).length - 1, found);
        assertTrue(found.contains("BEGIN PRIVATE KEY"));
    }

    @Test
    void pkcs12WantsAPasswordThatProtects() {
        assertThrows(IllegalArgumentException.class, () -> Pkcs12.of(issued, authority.root(), "short".toCharArray()));
    }

    @Test
    void bundleHoldsAllThatANewClientNeeds() throws IOException {
        String authorities = Pem.ofCertificates(List.of(authority.root()));

        Map<String, String> files = files(Bundle.zip("shop-1", issued, authorities, "https://proxy.example:8001"));

        assertEquals(Set.of("ca.crt", "shop-1.crt", "shop-1.key", "curl.txt", "README.txt"), files.keySet());
        assertEquals(authorities, files.get("ca.crt"));
        assertEquals(issued.key(), Pem.privateKey(String.valueOf(files.get("shop-1.key"))));
        assertTrue(String.valueOf(files.get("curl.txt")).contains("https://proxy.example:8001/api/v1/messages"));
        assertTrue(String.valueOf(files.get("README.txt")).contains("کلید خصوصی"));
    }

    @Test
    void fingerprintIsTheOneThatOpenSslShows() {
        OpenSsl openSsl = new OpenSsl(directory);
        openSsl.write("c.pem", Pem.ofCertificates(issued.chain()));

        String shown = openSsl.run("x509", "-in", "c.pem", "-noout", "-fingerprint", "-sha256")
                .strip()
                .split("=")[1]
                .replace(":", "")
                .toLowerCase(Locale.ROOT);

        assertEquals(shown, Fingerprint.of(issued.certificate()).hex());
    }

    private static Map<String, String> files(byte[] archive) throws IOException {
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(archive))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
