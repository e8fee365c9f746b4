package org.messagebroker.certs.cli;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.ChainCheck;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.RevocationList;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.TrustedAuthority;
import org.messagebroker.certs.WholeFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is there, what ends soon, and what is wrong with a certificate. Nothing is changed. */
@Command
final class InspectionCommands {

    private InspectionCommands() {}

    @Command(name = "list", description = "Lists all certificates, the authority's own first.")
    static int list(@Mixin Desk desk) {
        table(desk, desk.register().all());
        return 0;
    }

    @Command(name = "expiring", description = "Lists what ends soon and was not revoked, the authority included.")
    static int expiring(
            @Mixin Desk desk,
            @Option(
                            names = "--days",
                            paramLabel = "N",
                            defaultValue = "30",
                            description = "within N days (default: ${DEFAULT-VALUE})")
                    int days) {
        Instant now = desk.now();
        Instant limit = now.plus(Duration.ofDays(days));
        List<Entry> ending = desk.register().all().stream()
                .filter(entry ->
                        entry.state().equals("valid") && !entry.notAfter().isAfter(limit))
                .toList();
        table(desk, ending);
        return 0;
    }

    @Command(name = "show", description = "Shows the certificates of a holder in full, the newest first.")
    static int show(
            @Mixin Desk desk,
            @Parameters(paramLabel = "NAME|SERIAL", description = "whose, or which") String name,
            @Option(names = "--role", paramLabel = "ROLE", description = "when holders of several roles have this name")
                    Optional<Role> role) {
        List<Entry> found = desk.register().find(name, role);
        if (found.isEmpty()) {
            throw new CommandFailure("There is no certificate of '" + name + "' here: see ./broker certs list.");
        }
        if (desk.report().json()) {
            desk.report().table(found.stream().map(Entry::details).toList());
        } else {
            found.forEach(entry -> {
                desk.report().fields(entry.details());
                desk.report().say("");
            });
        }
        return 0;
    }

    @Command(
            name = "verify",
            description = "Says what is wrong with a certificate, if anything is; then the exit code is 1.")
    static int verify(
            @Mixin Desk desk,
            @Parameters(paramLabel = "FILE", description = "the certificate, with or without its chain: PEM") Path file,
            @Option(names = "--role", paramLabel = "ROLE", description = "the role that it must have")
                    Optional<Role> role,
            @Option(
                            names = "--crl",
                            paramLabel = "FILE",
                            description =
                                    "a revocation list beside the directory's own: PEM or DER, as the server has it")
                    Optional<Path> crl) {
        List<X509Certificate> chain = Pem.certificates(WholeFiles.read(file));
        Instant now = desk.now();
        List<RevocationList> lists = Stream.concat(
                        desk.founded().revocationLists().stream(),
                        crl.stream().flatMap(each -> ServerList.read(each).stream()))
                .toList();
        List<ChainCheck.Finding> findings = new ChainCheck(
                        desk.trustDomain(), authorities(desk.directory(), chain), lists, now)
                .findings(chain, role);
        answer(desk, new Entry("-", chain.getFirst(), Optional.empty(), now), findings);
        return findings.isEmpty() ? 0 : 1;
    }

    /** Those of the directory, and those that a server has founded since, which the chain brings along. */
    private static List<TrustedAuthority> authorities(CertificateDirectory directory, List<X509Certificate> chain) {
        return Stream.concat(
                        directory.trusted().stream(), TrustedAuthority.presented(directory.roots(), chain).stream())
                .toList();
    }

    private static void answer(Desk desk, Entry entry, List<ChainCheck.Finding> findings) {
        List<Map<String, Object>> found = new ArrayList<>();
        findings.forEach(finding -> found.add(Map.of("fault", finding.fault().wire(), "words", finding.words())));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("valid", findings.isEmpty());
        fields.put("name", entry.name());
        fields.put("not_after", entry.notAfter().toString());
        fields.put("serial", entry.serial());
        if (desk.report().json()) {
            fields.put("findings", found);
        }
        desk.report().fields(fields);
        findings.forEach(finding -> desk.report().say("  " + finding.words()));
    }

    private static void table(Desk desk, List<Entry> entries) {
        desk.report().table(entries.stream().map(Entry::fields).toList(), Entry.COLUMNS);
    }
}
