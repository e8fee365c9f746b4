package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Certificates: issued, renewed, revoked, listed; the CRL; the authority and the change to another. */
@Command(
        name = "cert",
        description = "Certificates of clients, proxies, workers and servers, the CRL, and the authority.",
        subcommands = AuthorityCommand.class,
        mixinStandardHelpOptions = true)
final class CertCommand {

    private static final String[] COLUMNS = {"role", "name", "state", "not_after", "days_left", "serial", "fingerprint"
    };

    @Command(name = "list", description = "Lists certificates.")
    int list(
            @Mixin Call call,
            @Option(names = "--role", paramLabel = "ROLE", description = "client, proxy, worker, server or portal")
                    Optional<String> role,
            @Option(names = "--state", paramLabel = "STATE", description = "active or revoked") Optional<String> state,
            @Option(names = "--search", paramLabel = "TEXT", description = "part of a name, serial or fingerprint")
                    Optional<String> search) {
        Query query = new Query("/admin/certificates/list")
                .with("role", role)
                .with("state", state)
                .with("search", search);
        call.printer().table(call.server().get(query.text()), COLUMNS);
        return 0;
    }

    @Command(name = "show", description = "Shows one certificate.")
    int show(@Mixin Call call, @Parameters(paramLabel = "FINGERPRINT") String fingerprint) {
        call.printer().fields(call.server().get("/admin/certificates/" + AdminServer.encoded(fingerprint)));
        return 0;
    }

    @Command(name = "expiring", description = "Lists what ends soon, the authority included.")
    int expiring(
            @Mixin Call call,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "30",
                            description = "within N days (default: 30)")
                    int days) {
        call.printer().table(call.server().get("/admin/certificates/expiring?days=" + days), COLUMNS);
        return 0;
    }

    @Command(
            name = "issue",
            description = "Issues a certificate; its private key is made for this one answer and kept nowhere.")
    int issue(
            @Mixin Call call,
            @Parameters(paramLabel = "NAME", description = "the client's id, or with --role another holder's name")
                    String name,
            @Option(
                            names = "--role",
                            paramLabel = "ROLE",
                            description = "client (default), proxy, worker, server or portal")
                    Optional<String> role,
            @Option(names = "--days", paramLabel = "N", description = "valid for 1 to 3650 days")
                    Optional<Integer> days,
            @Option(
                            names = "--host",
                            paramLabel = "HOST",
                            description = "a name or address at which it answers; may be repeated")
                    List<String> hosts,
            @Option(names = "--rsa", description = "an RSA key instead of EC P-256") boolean rsa,
            @Option(
                            names = "--csr",
                            paramLabel = "FILE",
                            description = "signs this request, so that the key stays where it is")
                    Optional<Path> csr,
            @Mixin Delivery delivery) {
        Body body = new Body()
                .with("role", role.orElse("client"))
                .with("name", name)
                .with("days", days)
                .with("hosts", hosts == null ? List.of() : hosts)
                .with("csr", csr.map(CertCommand::read))
                .with("key", kind(rsa));
        delivery.fetch(call, call.server(), "/admin/certificates/generate", body, name);
        return 0;
    }

    @Command(name = "renew", description = "Issues the next certificate; the old one lives on for an overlap.")
    int renew(
            @Mixin Call call,
            @Parameters(paramLabel = "FINGERPRINT", description = "of the certificate to follow") String fingerprint,
            @Option(names = "--days", paramLabel = "N", description = "valid for 1 to 3650 days")
                    Optional<Integer> days,
            @Option(names = "--overlap-days", paramLabel = "N", description = "how long the old one stays good")
                    Optional<Integer> overlap,
            @Option(names = "--csr", paramLabel = "FILE", description = "signs this request") Optional<Path> csr,
            @Mixin Delivery delivery) {
        Body body = new Body()
                .with("fingerprint", fingerprint)
                .with("days", days)
                .with("overlap_days", overlap)
                .with("csr", csr.map(CertCommand::read));
        succeed(call, "renew", fingerprint, body, delivery);
        return 0;
    }

    @Command(
            name = "rekey",
            description = "Issues a certificate for a new key; the old one is revoked at once, or after an overlap.")
    int rekey(
            @Mixin Call call,
            @Parameters(paramLabel = "FINGERPRINT", description = "of the certificate to replace") String fingerprint,
            @Option(names = "--days", paramLabel = "N", description = "valid for 1 to 3650 days")
                    Optional<Integer> days,
            @Option(names = "--overlap-days", paramLabel = "N", description = "how long the old one stays good")
                    Optional<Integer> overlap,
            @Option(names = "--rsa", description = "an RSA key instead of EC P-256") boolean rsa,
            @Option(names = "--csr", paramLabel = "FILE", description = "signs this request, of the new key")
                    Optional<Path> csr,
            @Mixin Delivery delivery) {
        Body body = new Body()
                .with("fingerprint", fingerprint)
                .with("days", days)
                .with("overlap_days", overlap)
                .with("csr", csr.map(CertCommand::read))
                .with("key", kind(rsa));
        succeed(call, "rekey", fingerprint, body, delivery);
        return 0;
    }

    private static void succeed(Call call, String act, String fingerprint, Body body, Delivery delivery) {
        AdminServer server = call.server();
        JsonNode before = server.get("/admin/certificates/" + AdminServer.encoded(fingerprint));
        delivery.fetch(
                call,
                server,
                "/admin/certificates/" + act,
                body,
                before.path("name").asText());
    }

    private static Optional<String> kind(boolean rsa) {
        return rsa ? Optional.of("rsa") : Optional.empty();
    }

    @Command(
            name = "revoke",
            description = "Revokes a certificate, or all of a client; every proxy obeys within seconds.")
    int revoke(
            @Mixin Call call,
            @ArgGroup(multiplicity = "1") Target target,
            @Option(
                            names = "--reason",
                            paramLabel = "REASON",
                            defaultValue = "unspecified",
                            description = "keyCompromise, superseded, cessationOfOperation, … (RFC 5280)")
                    String reason) {
        Map<String, Object> body = target.body().with("reason", reason).fields();
        JsonNode revoked = call.server().post("/admin/certificates/revoke", body);
        call.printer().fields(revoked);
        call.printer().say("Revoked. ./broker policy show tells which proxies have confirmed it.");
        return 0;
    }

    @Command(name = "verify", description = "Says what is wrong with a certificate, if anything is.")
    int verify(@Mixin Call call, @Parameters(paramLabel = "FILE", description = "PEM") Path file) {
        JsonNode verdict = call.server().post("/admin/certificates/verify", Map.of("certificate", read(file)));
        call.printer().fields(verdict);
        return verdict.path("valid").asBoolean() ? 0 : 1;
    }

    @Command(name = "crl", description = "Fetches the newest revocation lists (PEM).")
    int crl(
            @Mixin Call call,
            @Option(names = "--out", paramLabel = "FILE", description = "writes them there") Optional<Path> out) {
        fetch(call, "/crl.pem", out);
        return 0;
    }

    @Command(name = "ca", description = "Fetches the roots that are trusted (PEM): what curl --cacert takes.")
    int authorities(
            @Mixin Call call,
            @Option(names = "--out", paramLabel = "FILE", description = "writes them there") Optional<Path> out) {
        fetch(call, "/ca.crt", out);
        return 0;
    }

    private static void fetch(Call call, String path, Optional<Path> out) {
        byte[] pem = call.access().stranger().download(path);
        if (out.isPresent()) {
            OwnerOnly.write(out.get(), pem);
        } else {
            call.printer().line(new String(pem, StandardCharsets.US_ASCII).strip());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ".", e);
        }
    }

    /** What is revoked: one certificate, or all of a client. */
    static final class Target {

        @Parameters(paramLabel = "FINGERPRINT|CLIENT", description = "one certificate, or all of a client")
        private Optional<String> named = Optional.empty();

        @Option(names = "--serial", paramLabel = "HEX", description = "one certificate by its serial number")
        private Optional<String> serial = Optional.empty();

        Body body() {
            Optional<String> fingerprint = named.filter(Target::isFingerprint);
            return new Body()
                    .with("serial", serial)
                    .with("fingerprint", fingerprint)
                    .with("client_id", fingerprint.isPresent() ? Optional.empty() : named);
        }

        private static boolean isFingerprint(String text) {
            return text.replace(":", "").matches("[0-9a-fA-F]{64}");
        }
    }
}
