package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SigningRequestTest {

    @TempDir
    private Path directory;

    @Test
    void readsBackTheKeyAndTheHostsThatWereAskedFor() {
        KeyPair keys = Keys.ec();
        List<String> hosts = List.of("proxy.example", "192.0.2.7");

        SigningRequest request = SigningRequest.parse(SigningRequest.create(keys, "proxy-1", hosts));

        assertEquals(keys.getPublic(), request.publicKey());
        assertEquals(hosts, request.hosts());
    }

    @Test
    void readsARequestThatOpenSslMade() throws IOException {
        OpenSsl openSsl = new OpenSsl(directory);
        openSsl.run(
                "req",
                "-new",
                "-newkey",
                "rsa:3072",
                "-nodes",
                "-keyout",
                "k.pem",
                "-out",
                "r.pem",
                "-subj",
                "/CN=shop-1",
                "-addext",
                "subjectAltName=DNS:a.example,IP:192.0.2.1");

        SigningRequest request = SigningRequest.parse(Files.readString(directory.resolve("r.pem")));

        assertEquals("RSA", request.publicKey().getAlgorithm());
        assertEquals(List.of("a.example", "192.0.2.1"), request.hosts());
    }

    @Test
    void isReadByOpenSsl() {
        OpenSsl openSsl = new OpenSsl(directory);
        openSsl.write("r.pem", SigningRequest.create(Keys.rsa(), "shop-1", List.of()));

        assertTrue(openSsl.run("req", "-in", "r.pem", "-verify", "-noout").contains("OK"));
    }

    @Test
    void hasTheSameHashEachTimeItIsRead() {
        String pem = SigningRequest.create(Keys.ec(), "shop-1", List.of());

        assertArrayEquals(
                SigningRequest.parse(pem).hash(),
                SigningRequest.parse("\n" + pem).hash());
    }

    @Test
    void refusesAKeyThatItsSignatureDoesNotProve() {
        String pem = SigningRequest.create(Keys.ec(), "shop-1", List.of());
        byte[] der = Pem.content("CERTIFICATE REQUEST", pem);
        der[der.length - 1] ^= 1;

        refuse("-----BEGIN CERTIFICATE REQUEST-----\n" + Base64.getMimeEncoder().encodeToString(der)
                + "\n-----END CERTIFICATE REQUEST-----\n");
    }

    @Test
    void refusesAWeakKey() throws IOException {
        new OpenSsl(directory)
                .run(
                        "req",
                        "-new",
                        "-newkey",
                        "rsa:1024",
                        "-nodes",
                        "-keyout",
                        "k.pem",
                        "-out",
                        "r.pem",
                        "-subj",
                        "/CN=x");

        assertTrue(refuse(Files.readString(directory.resolve("r.pem"))).contains("too weak"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE REQUEST-----\n",
                "-----BEGIN CERTIFICATE REQUEST-----\nA\n-----END CERTIFICATE REQUEST-----",
                "-----END CERTIFICATE REQUEST----------BEGIN CERTIFICATE REQUEST-----",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
            })
    void refusesWhatIsNoRequest(String pem) {
        refuse(pem);
    }

    @Test
    void refusesMoreThanARequestCanBe() {
        assertTrue(refuse("x".repeat(20_000)).contains("longer"));
    }

    @Test
    void answersAnyDamageWithARefusalThatSaysSomething() {
        byte[] whole = Pem.content("CERTIFICATE REQUEST", SigningRequest.create(Keys.ec(), "a", List.of("a.example")));
        Random random = new Random(20261124);
        for (int attempt = 0; attempt < 2_000; attempt++) {
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            for (int i = 0; i <= random.nextInt(3); i++) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            if (!Arrays.equals(whole, damaged)) {
                String words = refuse(Pem.block("CERTIFICATE REQUEST", damaged));
                assertTrue(words.startsWith("the signing request") || words.contains("too weak"), words);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Ed25519", "DSA"})
    void refusesOtherKindsOfKey(String algorithm) throws IOException {
        OpenSsl openSsl = new OpenSsl(directory);
        String[] key = algorithm.equals("DSA")
                ? new String[] {"dsaparam", "-genkey", "-out", "k.pem", "2048"}
                : new String[] {"genpkey", "-algorithm", algorithm, "-out", "k.pem"};
        openSsl.run(key);
        openSsl.run("req", "-new", "-key", "k.pem", "-out", "r.pem", "-subj", "/CN=x");

        assertTrue(refuse(Files.readString(directory.resolve("r.pem"))).contains("use EC P-256"));
    }

    private static String refuse(String pem) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> SigningRequest.parse(pem))
                .getMessage());
    }
}
