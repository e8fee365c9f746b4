package org.messagebroker.certs.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.OpenSsl;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.certs.Validity;
import org.messagebroker.certs.WholeFiles;
import picocli.CommandLine;

/** Every command, on files that OpenSSL then reads. */
class CertsCommandTest {

    @TempDir
    private Path folder;

    private final Deque<String> answers = new ArrayDeque<>();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private CertificateDirectory directory = new CertificateDirectory(Path.of("."));
    private OpenSsl openSsl = new OpenSsl(Path.of("."));
    private String passphrase = "";

    @BeforeEach
    void found() throws IOException {
        directory = new CertificateDirectory(folder.resolve("certs"));
        openSsl = new OpenSsl(folder);
        passphrase = json("init", "--json").path("passphrase").asText();
    }

    @Test
    void initShowsThePassphraseThatOpensTheRootKeyAndLeavesAnAuthorityAlone() throws IOException {
        openSsl.write("pass", passphrase);
        openSsl.run("pkey", "-in", "certs/root.key.enc", "-passin", "file:pass", "-noout");
        String before = WholeFiles.read(directory.trust());

        assertTrue(refused("init").contains("lives in"));

        assertEquals(before, WholeFiles.read(directory.trust()));
        assertEquals("rw-------", mode(directory.rootKey()));
    }

    @Test
    void issuesACertificateThatOpenSslVerifiesForItsPurpose() {
        done("issue", "proxy", "proxy-1", "--host", "proxy.example", "--host", "192.0.2.7", "--days", "90");

        String verified = openSsl.run(
                "verify",
                "-x509_strict",
                "-purpose",
                "sslserver",
                "-verify_hostname",
                "proxy.example",
                "-CAfile",
                "certs/ca.crt",
                "-untrusted",
                "certs/proxies/proxy-1/proxy-1.crt",
                "certs/proxies/proxy-1/proxy-1.crt");

        assertTrue(verified.contains("OK"), verified);
    }

    @Test
    void issuesOnRsaWhenAskedTo() {
        done("issue", "client", "shop-1", "--rsa");

        assertTrue(openSsl.run("x509", "-in", "certs/clients/shop-1/shop-1.crt", "-noout", "-text")
                .contains("Public-Key: (3072 bit)"));
    }

    @Test
    void refusesASecondCertificateUntilTheFirstIsRevoked() {
        done("issue", "client", "shop-1");

        assertTrue(refused("issue", "client", "shop-1").contains("renew it, or revoke it first"));

        done("revoke", "shop-1");
        done("issue", "client", "shop-1");
    }

    @Test
    void signsARequestWithoutEverSeeingTheKey() throws IOException {
        WholeFiles.write(folder.resolve("r.pem"), SigningRequest.create(Keys.ec(), "mallory", List.of("p.example")));

        JsonNode signed =
                json("sign", "proxy", "proxy-2", folder.resolve("r.pem").toString(), "--json");

        assertEquals("proxy-2", signed.path("name").asText());
        assertEquals("p.example", signed.path("hosts").path(0).asText());
        assertFalse(signed.has("private_key"));
        assertFalse(Files.exists(directory.files(Role.PROXY, "proxy-2").key()));
    }

    @Test
    void refusesARequestThatIsDamagedOrOfAnotherKeyThanTheOneHere() {
        WholeFiles.write(folder.resolve("bad.pem"), "nonsense");
        WholeFiles.write(folder.resolve("r.pem"), SigningRequest.create(Keys.ec(), "x", List.of()));
        done("issue", "client", "shop-1");
        done("revoke", "shop-1");

        assertTrue(refused("sign", "client", "a", folder.resolve("bad.pem").toString())
                .contains("signing request"));
        assertTrue(refused("sign", "client", "shop-1", folder.resolve("r.pem").toString())
                .contains("another key"));
    }

    @Test
    void renewsForTheSameKeyAndKeepsTheOldCertificateGood() throws IOException {
        done("issue", "proxy", "proxy-1", "--host", "proxy.example", "--days", "10");
        String key = WholeFiles.read(directory.files(Role.PROXY, "proxy-1").key());

        JsonNode renewed = json("renew", "proxy-1", "--days", "100", "--json");

        assertEquals("proxy.example", renewed.path("hosts").path(0).asText());
        assertEquals(key, WholeFiles.read(directory.files(Role.PROXY, "proxy-1").key()));
        JsonNode both = json("show", "proxy-1", "--json");
        assertEquals(List.of("valid", "valid"), both.findValuesAsText("state"));
        assertEquals(List.of("100", "10"), both.findValuesAsText("days_left"));
    }

    @Test
    void rekeysWhenAskedTo() {
        done("issue", "client", "shop-1");
        String key = WholeFiles.read(directory.files(Role.CLIENT, "shop-1").key());

        done("renew", "shop-1", "--rekey");

        assertFalse(key.equals(
                WholeFiles.read(directory.files(Role.CLIENT, "shop-1").key())));
        done("bundle", "shop-1", "--out", folder.resolve("x.zip").toString());
    }

    @Test
    void listsTheAuthorityAndEveryHolder() throws IOException {
        done("issue", "client", "shop-1");
        done("issue", "server", "server", "--host", "localhost");
        done("revoke", "shop-1", "--reason", "keyCompromise");

        JsonNode rows = json("list", "--json");

        assertEquals(List.of("root", "issuing", "client", "server"), rows.findValuesAsText("role"));
        assertEquals(List.of("valid", "valid", "revoked", "valid"), rows.findValuesAsText("state"));
        assertEquals("keyCompromise", rows.path(2).path("reason").asText());
        assertTrue(done("list").lines().findFirst().orElseThrow().startsWith("ROLE     NAME"));
    }

    @Test
    void expiringCountsDaysAndLeavesOutWhatIsRevokedOrOver() throws IOException {
        done("issue", "client", "soon", "--days", "20");
        done("issue", "client", "later", "--days", "200");
        done("issue", "client", "gone", "--days", "20");
        done("issue", "client", "over", "--days", "1");
        done("revoke", "gone");
        now = now.plus(Duration.ofDays(2));

        assertEquals(List.of("soon"), json("expiring", "--json").findValuesAsText("name"));
        assertEquals(List.of("18"), json("expiring", "--json").findValuesAsText("days_left"));
        assertEquals(List.of("soon", "later"), sorted(json("expiring", "--days", "300", "--json")));
        assertEquals("None.", done("expiring", "--days", "1").strip());
    }

    @Test
    void expiringNamesTheAuthorityItself() throws IOException {
        now = now.plus(Duration.ofDays(15 * 365 - 20));

        assertEquals(List.of("issuing"), json("expiring", "--json").findValuesAsText("role"));
    }

    @Test
    void verifySaysWhatIsWrongAndEndsWithOne() {
        done("issue", "client", "shop-1");
        String file = directory.files(Role.CLIENT, "shop-1").certificate().toString();

        assertTrue(done("verify", file, "--role", "client").startsWith("valid        true"));
        assertTrue(answered(1, "verify", file, "--role", "proxy").contains("It is for the role client."));
        done("revoke", "shop-1", "--reason", "superseded");
        assertTrue(answered(1, "verify", file).contains("superseded"));
        now = now.plus(Duration.ofDays(900));
        assertTrue(answered(1, "verify", file).contains("expired"));
    }

    @Test
    void aSecondRootThatAServerHasBroughtInIsTrustedAndTheOwnAuthorityStaysTheSame() {
        CertificateAuthority other =
                CertificateAuthority.found("message-broker", () -> now).authority();
        Issued issued = other.issue(new LeafRequest(Role.CLIENT, "shop-9", List.of(), Validity.ofDays(30, () -> now)));
        openSsl.write("chain.pem", Pem.ofCertificates(issued.chain()));
        String chain = folder.resolve("chain.pem").toString();
        assertTrue(answered(1, "verify", chain).contains("not issued by an authority"));

        WholeFiles.write(
                directory.trust(), Pem.ofCertificates(List.of(other.root())) + WholeFiles.read(directory.trust()));

        done("verify", chain);
        done("issue", "client", "shop-1");
        done("verify", directory.files(Role.CLIENT, "shop-1").certificate().toString());
    }

    @Test
    void openSslObeysTheListThatARevocationWrites() {
        done("issue", "client", "shop-1");
        done("issue", "client", "shop-2");

        done("revoke", "shop-1", "--reason", "keyCompromise");

        openSsl.write(
                "cas.pem",
                WholeFiles.read(directory.trust())
                        + WholeFiles.read(directory.path().resolve("issuing.crt")));
        assertTrue(check("shop-1").output().contains("certificate revoked"));
        assertEquals(0, check("shop-2").exit());
    }

    @Test
    void eachListHasAHigherNumberThanTheOneBeforeAndNamesAllOfIt() throws IOException {
        done("issue", "client", "shop-1");
        done("issue", "client", "shop-2");

        JsonNode first = json("revoke", "shop-1", "--json");
        JsonNode second = json("revoke", "shop-2", "--json");
        JsonNode shown = json("crl", "--show", "--json");

        assertTrue(first.path("number").asLong() >= now.getEpochSecond());
        assertEquals(first.path("number").asLong() + 1, second.path("number").asLong());
        assertEquals(2, shown.path(0).path("revoked").size());
        assertTrue(json("crl", "--json").path(0).path("number").asLong()
                > second.path("number").asLong());
        assertTrue(refused("revoke", "shop-1").contains("revoked already"));
        assertTrue(refused("revoke", "nobody").contains("no certificate of 'nobody'"));
    }

    @Test
    void aSerialNumberOfTheServersIsRevokedToo() throws IOException {
        JsonNode revoked = json("revoke", "4F00000000000000000000000000ABCD", "--json");

        assertEquals(
                "4f00000000000000000000000000abcd",
                revoked.path("revoked").path(0).asText());
    }

    @Test
    void theServersListIsCarriedOverAndAStrangersIsNot() throws IOException {
        done("issue", "client", "shop-1");
        done("revoke", "shop-1");
        Path server = Files.move(directory.crl(), folder.resolve("server.pem"));
        done("issue", "client", "shop-2");

        done("revoke", "shop-2", "--with", server.toString());

        assertEquals(2, json("crl", "--show", "--json").path(0).path("revoked").size());
        Path other = folder.resolve("other");
        execute(0, List.of("init", "--dir", other.toString()));
        execute(0, List.of("crl", "--dir", other.toString()));
        assertTrue(refused("crl", "--with", other.resolve("crl.pem").toString()).contains("not signed by"));
    }

    @Test
    void anotherIssuingAuthorityFollowsWithTheRootsKeyAndBothListsAreKept() throws IOException {
        done("issue", "client", "shop-1");
        answers.add(passphrase);

        done("new-issuing");
        done("issue", "client", "shop-2");
        done("revoke", "shop-1");
        done("revoke", "shop-2");

        openSsl.write(
                "cas.pem",
                WholeFiles.read(directory.trust())
                        + WholeFiles.read(directory.path().resolve("issuing.crt")));
        assertTrue(check("shop-2").output().contains("certificate revoked"));
        assertEquals(2, json("crl", "--show", "--json").size());
        assertEquals(
                List.of("root", "issuing", "issuing", "client", "client"),
                json("list", "--json").findValuesAsText("role"));
        assertTrue(answered(
                        1,
                        "verify",
                        directory.files(Role.CLIENT, "shop-1").certificate().toString())
                .contains("It was revoked"));
    }

    @Test
    void aWrongPassphraseChangesNothing() {
        String before = WholeFiles.read(directory.path().resolve("issuing.crt"));
        answers.add("wrong");

        assertTrue(refused("new-issuing").contains("passphrase does not open"));

        assertEquals(before, WholeFiles.read(directory.path().resolve("issuing.crt")));
    }

    @Test
    void packsAPkcs12ThatOpenSslAndKeytoolOpen() throws Exception {
        done("issue", "client", "shop-1");
        answers.addAll(List.of("correct horse battery", "correct horse battery"));
        Path file = folder.resolve("shop-1.p12");

        done("p12", "shop-1", "--out", file.toString());

        openSsl.write("pass", "correct horse battery");
        String opened = openSsl.run("pkcs12", "-in", "shop-1.p12", "-passin", "file:pass", "-nodes");
        assertTrue(opened.contains("BEGIN PRIVATE KEY"));
        assertEquals("rw-------", mode(file));
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-list",
                        "-keystore",
                        file.toString(),
                        "-storepass:file",
                        folder.resolve("pass").toString())
                .redirectErrorStream(true)
                .start();
        String listed = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, keytool.waitFor(), listed);
        assertTrue(listed.contains("PrivateKeyEntry"), listed);
    }

    @Test
    void aPasswordThatWasMistypedOrIsTooShortWritesNothing() {
        done("issue", "client", "shop-1");
        String file = folder.resolve("x.p12").toString();
        answers.addAll(List.of("correct horse battery", "correct house battery"));

        assertTrue(refused("p12", "shop-1", "--out", file).contains("not the same"));
        openSsl.write("pass", "short\n");
        assertTrue(refused(
                        "p12",
                        "shop-1",
                        "--out",
                        file,
                        "--password-file",
                        folder.resolve("pass").toString())
                .contains("12 characters"));

        assertFalse(Files.exists(Path.of(file)));
    }

    @Test
    void aHolderWithoutItsKeyHereIsNotPacked() {
        WholeFiles.write(folder.resolve("r.pem"), SigningRequest.create(Keys.ec(), "x", List.of()));
        done("sign", "client", "shop-1", folder.resolve("r.pem").toString());

        assertTrue(refused("bundle", "shop-1").contains("The key of 'shop-1' is not in"));
    }

    @Test
    void aNameOfTwoHoldersAsksForTheRole() {
        done("issue", "client", "a");
        done("issue", "worker", "a");

        assertTrue(refused("revoke", "a").contains("several holders (client, worker)"));
        done("revoke", "a", "--role", "worker");
    }

    @Test
    void withoutAnAuthorityItSaysHowToFoundOne() {
        String said =
                execute(1, List.of("list", "--dir", folder.resolve("nowhere").toString()));

        assertTrue(said.contains("./broker certs init"), said);
        assertEquals(1, said.lines().count(), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issue",
                "issue king a",
                "issue client",
                "issue server a",
                "issue client a --days x",
                "revoke a --reason boredom",
                "crl --days 0",
                "nonsense",
                "p12 a --password secret"
            })
    void wrongUsageEndsWithTwo(String line) {
        answered(2, line.split(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "issue client ../a",
                "issue client a --days 0",
                "issue client a --days 3651",
                "issue server a --host *.b"
            })
    void whatTheAuthorityNeverSignsEndsWithOne(String line) {
        String said = refused(line.split(" "));

        assertEquals(1, said.lines().count(), said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "init",
                "issue",
                "sign",
                "renew",
                "list",
                "show",
                "verify",
                "expiring",
                "revoke",
                "crl",
                "bundle",
                "p12",
                "new-issuing"
            })
    void explainsEveryCommand(String command) {
        assertTrue(done(command, "--help").contains("Usage: ./broker certs " + command));
    }

    private OpenSsl.Result check(String client) {
        return openSsl.attempt(
                "verify",
                "-crl_check",
                "-CAfile",
                "cas.pem",
                "-CRLfile",
                "certs/crl.pem",
                "certs/clients/" + client + "/" + client + ".crt");
    }

    private static List<String> sorted(JsonNode rows) {
        List<String> names = new ArrayList<>(rows.findValuesAsText("name"));
        names.sort((a, b) -> b.compareTo(a));
        return names;
    }

    private String done(String... words) {
        return answered(0, words);
    }

    private String refused(String... words) {
        return answered(1, words);
    }

    private JsonNode json(String... words) throws IOException {
        return new ObjectMapper().readTree(done(words));
    }

    private String answered(int exit, String... words) {
        List<String> line = new ArrayList<>(Arrays.asList(words));
        line.addAll(List.of("--dir", directory.path().toString()));
        return execute(exit, line);
    }

    private String execute(int exit, List<String> line) {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said, true);
        InstantSource clock = () -> now;
        CommandLine command =
                CertsMain.commandLine(clock, question -> answers.removeFirst().toCharArray());
        int code = command.setOut(out).setErr(out).execute(line.toArray(String[]::new));
        assertEquals(exit, code, () -> line + ": " + said);
        return said.toString();
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
