package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
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

    private static String refuse(String pem) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> SigningRequest.parse(pem))
                .getMessage());
    }
}
