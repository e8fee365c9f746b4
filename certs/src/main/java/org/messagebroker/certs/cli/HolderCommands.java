package org.messagebroker.certs.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.certs.Bundle;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Pkcs12;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.SigningRequest;
import org.messagebroker.certs.Validity;
import org.messagebroker.certs.WholeFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Certificates of holders: issued, signed over a key that is elsewhere, renewed, and packed to be handed over. */
@Command
final class HolderCommands {

    private HolderCommands() {}

    @Command(name = "issue", description = "Issues a certificate for a new key.")
    static int issue(
            @Mixin Desk desk,
            @Mixin Terms terms,
            @Parameters(paramLabel = "ROLE", description = "client, proxy, worker, server or portal") Role role,
            @Parameters(paramLabel = "NAME", description = "the holder's id") String name,
            @Option(names = "--rsa", description = "an RSA key instead of EC P-256") boolean rsa) {
        requireNoOther(desk, role, name);
        LeafRequest request = request(desk, role, name, terms.hosts(), terms);
        Issued issued =
                desk.authority().issue(request, AuthorityCommands.kind(rsa).create());
        HolderFiles files = desk.directory().save(role, name, issued);
        show(desk, issued.certificate(), files);
        return 0;
    }

    @Command(
            name = "sign",
            description = {
                "Signs a request, so that the key stays where it is.",
                "Role and name are what you say here, whatever the request says."
            })
    static int sign(
            @Mixin Desk desk,
            @Mixin Terms terms,
            @Parameters(paramLabel = "ROLE", description = "client, proxy, worker, server or portal") Role role,
            @Parameters(paramLabel = "NAME", description = "the holder's id") String name,
            @Parameters(paramLabel = "CSR", description = "the request: PKCS#10, PEM") Path file) {
        requireNoOther(desk, role, name);
        SigningRequest request = SigningRequest.parse(WholeFiles.read(file));
        requireNoOtherKey(desk.directory().files(role, name), request.publicKey());
        List<String> hosts = terms.hosts().isEmpty() && answers(role) ? request.hosts() : terms.hosts();
        List<X509Certificate> chain =
                desk.authority().chain(request(desk, role, name, hosts, terms), request.publicKey());
        show(desk, chain.getFirst(), desk.directory().save(role, name, chain));
        return 0;
    }

    @Command(
            name = "renew",
            description =
                    "Issues the next certificate, for the same key or a new one; the old one holds until its end.")
    static int renew(
            @Mixin Desk desk,
            @Mixin Terms terms,
            @Parameters(paramLabel = "NAME|SERIAL", description = "whose certificate") String name,
            @Option(names = "--role", paramLabel = "ROLE", description = "when holders of several roles have this name")
                    Optional<Role> role,
            @Option(names = "--rekey", description = "a new key: the old one is replaced in its file") boolean rekey,
            @Option(names = "--rsa", description = "a new RSA key instead of EC P-256") boolean rsa) {
        Entry old = desk.register().current(name, role);
        Holder holder = Holder.of(old.certificate(), desk.trustDomain())
                .orElseThrow(() -> new CommandFailure("'" + name + "' is not of this authority's domain "
                        + desk.trustDomain() + ": it is renewed where it came from."));
        List<String> hosts = terms.hosts().isEmpty() ? Holder.hosts(old.certificate()) : terms.hosts();
        LeafRequest request = request(desk, holder.role(), holder.name(), hosts, terms);
        X509Certificate next = rekey || rsa ? rekeyed(desk, request, rsa) : sameKey(desk, request, old);
        show(desk, next, desk.directory().files(holder.role(), holder.name()));
        desk.report()
                .say("The one before, " + old.serial() + ", holds until " + old.notAfter() + " unless it is revoked.");
        return 0;
    }

    @Command(name = "bundle", description = "Packs a holder's files and a curl line into one archive to hand over.")
    static int bundle(
            @Mixin Desk desk,
            @Parameters(paramLabel = "NAME", description = "whose") String name,
            @Option(names = "--role", paramLabel = "ROLE", description = "when holders of several roles have this name")
                    Optional<Role> role,
            @Option(
                            names = "--proxy",
                            paramLabel = "URL",
                            defaultValue = "https://localhost:8001",
                            description = "where messages are handed in (default: ${DEFAULT-VALUE})")
                    String proxy,
            @Option(names = "--out", paramLabel = "FILE", description = "the archive (default: NAME.zip here)")
                    Optional<Path> out) {
        Entry entry = desk.register().current(name, role);
        byte[] archive = Bundle.zip(
                entry.name(),
                kept(desk, entry),
                WholeFiles.read(desk.directory().trust()),
                proxy);
        return deliver(desk, out.orElse(Path.of(entry.name() + ".zip")), archive);
    }

    @Command(name = "p12", description = "Packs a holder's certificate, chain and key into a PKCS#12 file.")
    static int pkcs12(
            @Mixin Desk desk,
            @Parameters(paramLabel = "NAME", description = "whose") String name,
            @Option(names = "--role", paramLabel = "ROLE", description = "when holders of several roles have this name")
                    Optional<Role> role,
            @Option(
                            names = "--password-file",
                            paramLabel = "FILE",
                            description = "holds the password, 12 characters or more (default: asked for)")
                    Optional<Path> passwordFile,
            @Option(names = "--out", paramLabel = "FILE", description = "the file (default: NAME.p12 here)")
                    Optional<Path> out) {
        Entry entry = desk.register().current(name, role);
        Issued issued = kept(desk, entry);
        char[] password = desk.secrets().readNew(passwordFile, "Password for " + entry.name() + ".p12: ");
        return deliver(
                desk,
                out.orElse(Path.of(entry.name() + ".p12")),
                Pkcs12.of(issued, desk.directory().root(), password));
    }

    private static int deliver(Desk desk, Path file, byte[] content) {
        WholeFiles.writeSecret(file, content);
        desk.report().fields(Map.of("file", file.toAbsolutePath().toString()));
        desk.report().say("It holds a private key: hand it over in person or encrypted.");
        return 0;
    }

    private static LeafRequest request(Desk desk, Role role, String name, List<String> hosts, Terms terms) {
        if (answers(role) && hosts.isEmpty()) {
            throw desk.wrong("a " + role.wire() + " answers at a name or address: say it with --host");
        }
        return new LeafRequest(role, name, hosts, Validity.ofDays(terms.days(), desk.clock()));
    }

    private static boolean answers(Role role) {
        return switch (role) {
            case PROXY, SERVER, PORTAL -> true;
            case CLIENT, WORKER -> false;
        };
    }

    private static void requireNoOther(Desk desk, Role role, String name) {
        desk.register().find(name, Optional.of(role)).stream()
                .filter(entry -> entry.state().equals("valid"))
                .findFirst()
                .ifPresent(entry -> {
                    throw new CommandFailure("The " + role.wire() + " '" + name + "' has a certificate until "
                            + entry.notAfter() + ": renew it, or revoke it first.");
                });
    }

    private static void requireNoOtherKey(HolderFiles files, PublicKey key) {
        if (Files.exists(files.key()) && !Keys.belongTogether(key, Pem.privateKey(WholeFiles.read(files.key())))) {
            throw new CommandFailure(files.key() + " is another key than the request's: move it away first.");
        }
    }

    private static X509Certificate rekeyed(Desk desk, LeafRequest request, boolean rsa) {
        Issued issued =
                desk.authority().issue(request, AuthorityCommands.kind(rsa).create());
        desk.directory().save(request.role(), request.name(), issued);
        return issued.certificate();
    }

    private static X509Certificate sameKey(Desk desk, LeafRequest request, Entry old) {
        List<X509Certificate> chain =
                desk.authority().chain(request, old.certificate().getPublicKey());
        desk.directory().save(request.role(), request.name(), chain);
        return chain.getFirst();
    }

    /** The certificate with its chain and key, as they lie in the holder's files. */
    private static Issued kept(Desk desk, Entry entry) {
        HolderFiles files = Holder.of(entry.certificate(), desk.trustDomain())
                .map(holder -> desk.directory().files(holder.role(), holder.name()))
                .filter(HolderFiles::exist)
                .orElseThrow(() -> new CommandFailure("The key of '" + entry.name() + "' is not in "
                        + desk.directory().path() + "."));
        Issued issued = new Issued(
                Pem.certificates(WholeFiles.read(files.certificate())), Pem.privateKey(WholeFiles.read(files.key())));
        if (!Keys.belongTogether(issued.certificate().getPublicKey(), issued.key())) {
            throw new CommandFailure(files.key() + " is not the key of " + files.certificate() + ".");
        }
        return issued;
    }

    private static void show(Desk desk, X509Certificate certificate, HolderFiles files) {
        Entry entry = new Entry(
                Holder.of(certificate, desk.trustDomain()).orElseThrow().role().wire(),
                certificate,
                Optional.empty(),
                desk.now());
        Map<String, Object> fields = new LinkedHashMap<>(entry.details());
        fields.put("certificate", files.certificate().toString());
        if (Files.exists(files.key())) {
            fields.put("private_key", files.key().toString());
        }
        fields.put("authorities", files.trust().toString());
        desk.report().fields(fields);
    }

    /** For how long, and where the holder answers. */
    static final class Terms {
        @Option(
                names = "--days",
                paramLabel = "N",
                defaultValue = "825",
                description = "valid for 1 to 3650 days (default: ${DEFAULT-VALUE})")
        private int days;

        @Option(
                names = "--host",
                paramLabel = "HOST",
                description = "a name or address at which it answers; may be repeated")
        private List<String> hosts = List.of();

        int days() {
            return days;
        }

        List<String> hosts() {
            return hosts;
        }
    }
}
