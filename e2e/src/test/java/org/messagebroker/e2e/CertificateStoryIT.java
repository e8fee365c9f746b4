package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.testing.Await;

/** An operator's certificates, from the first one of a client to the change of the authority under load. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CertificateStoryIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NUMBER = "+989121234567";
    private static final Map<String, String> QUICKLY = Map.of("RENEWAL_CHECK_INTERVAL", "2s");

    @RegisterExtension
    private final RunningSystem system = RunningSystem.prepare("certificates", QUICKLY);

    private final Cli cli = new Cli(system);

    @Test
    @Order(1)
    void handsOutFilesAndALineThatSendsAMessage() throws IOException {
        Path out = system.data().resolve("curl-1");
        String said = cli.run("cert", "issue", "curl-1", "--days", "30", "--out", out.toString());

        assertEquals(
                PosixFilePermissions.fromString("rw-------"), Files.getPosixFilePermissions(out.resolve("curl-1.key")));
        String line = said.lines()
                .filter(each -> each.startsWith("curl "))
                .findFirst()
                .orElseThrow();
        Await.until(
                () -> BrokerCommand.execute(List.of("bash", "-c", "cd " + out + " && " + line))
                        .output()
                        .contains("\"status\":\"queued\""),
                "the line sends a message",
                PATIENCE);
    }

    @Test
    @Order(2)
    void handsOutOneFileWithEverything() throws IOException, GeneralSecurityException {
        Path out = system.data().resolve("archives");
        Path password = Files.writeString(system.data().resolve("p12-password"), "correct horse battery\n");
        cli.run("cert", "issue", "zip-1", "--format", "zip", "--out", out.toString());
        cli.run(
                "cert",
                "issue",
                "p12-1",
                "--rsa",
                "--format",
                "p12",
                "--p12-password-file",
                password.toString(),
                "--out",
                out.toString());

        try (ZipFile zip = new ZipFile(out.resolve("zip-1.zip").toFile())) {
            Set<String> names = new TreeSet<>();
            zip.stream().forEach(each -> names.add(each.getName()));
            assertTrue(names.containsAll(Set.of("ca.crt", "zip-1.crt", "zip-1.key", "curl.txt")), names::toString);
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(out.resolve("p12-1.p12"))) {
            store.load(in, "correct horse battery".toCharArray());
        }
        String alias = store.aliases().nextElement();
        assertEquals("RSA", store.getCertificate(alias).getPublicKey().getAlgorithm());
        assertEquals(1, cli.attempt("cert", "issue", "p12-2", "--format", "p12").exit(), "without a password");
    }

    @Test
    @Order(3)
    void rekeysWithAnOverlapAndRevokesBySerial() throws IOException {
        HolderFiles first = issue("rekey-1");
        JsonNode before = inventory("rekey-1").findFirst().orElseThrow();
        KeyPair keys = Keys.ec();
        Path csr = Files.writeString(system.data().resolve("rekey-1.csr"), SigningRequest.create(keys, "x", List.of()));
        Path out = system.data().resolve("rekey-1-next");
        cli.run(
                "cert",
                "rekey",
                before.path("fingerprint").asText(),
                "--csr",
                csr.toString(),
                "--days",
                "10",
                "--overlap-days",
                "1",
                "--out",
                out.toString());
        Files.writeString(out.resolve("rekey-1.key"), Pem.ofPrivateKey(keys.getPrivate()));
        HolderFiles next = files(out, "rekey-1");

        assertNotEquals(Files.readString(first.certificate()), Files.readString(next.certificate()));
        awaitStatus(202, next);
        awaitStatus(202, first);
        cli.run("cert", "revoke", "--serial", before.path("serial").asText(), "--reason", "superseded");
        awaitStatus(403, first);
        awaitStatus(202, next);
        assertEquals(2, cli.attempt("cert", "revoke").exit(), "without saying which");
        assertEquals(
                0, cli.attempt("cert", "verify", next.certificate().toString()).exit());
        assertEquals(
                1, cli.attempt("cert", "verify", first.certificate().toString()).exit());
    }

    /** Everything of docs/trust.md, A new authority; and the worker's and the proxy's whole life, from a token on. */
    @Test
    @Order(4)
    void changesTheAuthorityUnderLoadAndNoRequestFails() {
        HolderFiles shop = issue("shop-1");
        try (JoinedPart proxy = join("proxy", "proxy-2");
                JoinedPart worker = join("worker", "worker-2");
                ClientLoad load = ClientLoad.start(shop, system.port(8001), proxy.port())) {
            load.expectMore(100);
            String old = authority("active");
            X509Certificate workersFirst = worker.certificate();

            String rootKey = system.data().resolve("next.key").toString();
            cli.run("cert", "authority", "new", "--root-key", rootKey);
            String next = authority("standby");
            assertEquals(
                    1,
                    cli.attempt("cert", "authority", "new", "--root-key", rootKey)
                            .exit(),
                    "it replaced the key of a root");
            load.expectMore(50);
            cli.run("cert", "ca", "--out", shop.trust().toString());
            load.use(shop);
            load.expectMore(100);
            Await.until(
                    () -> cli.attempt("cert", "authority", "activate", next).exit() == 0,
                    "all trust the new authority",
                    PATIENCE);
            assertEquals(2, worker.trusted().size(), "it was activated before the worker's own file trusted it");
            load.expectMore(100);

            Await.until(
                    () -> holders(old).allMatch(each -> each.startsWith("client ")),
                    "all but clients renew by themselves",
                    PATIENCE);
            assertNotEquals(workersFirst, worker.certificate());
            load.expectMore(100);
            String refused = cli.attempt("cert", "authority", "retire", old).output();
            assertTrue(refused.contains("client shop-1"), refused);
            double delivered = worker.counter("worker_messages_delivered_total");
            renewClients(old, shop);
            load.use(shop);
            load.expectMore(150);

            Await.until(() -> holders(old).findAny().isEmpty(), "nobody needs the old one", PATIENCE);
            cli.run("cert", "authority", "retire", old);
            load.expectMore(200);

            load.assertAllStored(system);
            assertTrue(worker.counter("worker_messages_delivered_total") > delivered, "the worker delivers no more");
            assertEquals(0, worker.counter("worker_messages_retried_total"), "a delivery failed");
            assertEquals(0, worker.counter("certificate_renewal_failures_total"));
            Await.until(
                    () -> worker.trusted().size() == 1 && proxy.trusted().size() == 1,
                    "the files trust the new one alone",
                    PATIENCE);
        }
    }

    private void renewClients(String authority, HolderFiles shop) {
        inventory("")
                .filter(each -> each.path("role").asText().equals("client"))
                .filter(each -> each.path("authority_id").asText().equals(authority))
                .filter(each -> each.path("replaced_by").isNull())
                .forEach(each -> cli.run(
                        "cert",
                        "renew",
                        each.path("fingerprint").asText(),
                        "--out",
                        directory(each.path("name").asText(), shop).toString()));
    }

    /** The demonstration's files are the installation's own; the others' may lie anywhere. */
    private Path directory(String client, HolderFiles shop) {
        return switch (client) {
            case "shop-1" -> shop.certificate().getParent();
            case "demo" ->
                new CertificateDirectory(system.certificates())
                        .files(Role.CLIENT, "demo")
                        .certificate()
                        .getParent();
            default -> system.data().resolve("renewed");
        };
    }

    private JoinedPart join(String role, String name) {
        String token =
                cli.json("proxy", "enrol", name, "--role", role).path("token").asText();
        return JoinedPart.start(system, role, name, token, QUICKLY);
    }

    private HolderFiles issue(String name) {
        Path out = system.data().resolve(name);
        cli.run("cert", "issue", name, "--days", "30", "--out", out.toString());
        HolderFiles files = files(out, name);
        awaitStatus(202, files);
        return files;
    }

    private static HolderFiles files(Path directory, String name) {
        return new HolderFiles(
                directory.resolve(name + ".crt"), directory.resolve(name + ".key"), directory.resolve("ca.crt"));
    }

    private void awaitStatus(int status, HolderFiles client) {
        Await.until(() -> status(client) == status, "an answer " + status, PATIENCE);
    }

    private int status(HolderFiles client) {
        ThinClient sender = new ThinClient(client, system.port(8001));
        try {
            return sender.send(NUMBER, "سلام").status();
        } catch (IOException noAnswer) {
            return 0;
        } finally {
            sender.close();
        }
    }

    /** The good certificates whose name, serial or fingerprint has this in it. */
    private Stream<JsonNode> inventory(String search) {
        JsonNode page = cli.json("cert", "list", "--state", "active", "--search", search);
        JsonNode rows = page.isArray()
                ? page
                : StreamSupport.stream(page.spliterator(), false)
                        .filter(JsonNode::isArray)
                        .findFirst()
                        .orElseThrow();
        return StreamSupport.stream(rows.spliterator(), false);
    }

    private String authority(String state) {
        return authorities()
                .filter(each -> each.path("state").asText().equals(state))
                .map(each -> each.path("id").asText())
                .findFirst()
                .orElseThrow();
    }

    private Stream<String> holders(String id) {
        return authorities()
                .filter(each -> each.path("id").asText().equals(id))
                .flatMap(each -> StreamSupport.stream(each.path("holders").spliterator(), false))
                .map(JsonNode::asText);
    }

    private Stream<JsonNode> authorities() {
        return StreamSupport.stream(cli.json("cert", "authority", "list").spliterator(), false);
    }
}
