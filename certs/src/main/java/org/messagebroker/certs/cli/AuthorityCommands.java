package org.messagebroker.certs.cli;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.EncryptedKey;
import org.messagebroker.certs.KeyKind;
import org.messagebroker.certs.Passphrase;
import org.messagebroker.certs.WholeFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The authority itself: founded, and followed by another issuing authority. */
@Command
final class AuthorityCommands {

    private AuthorityCommands() {}

    @Command(name = "init", description = "Founds an authority; shows the passphrase of its root key, this once.")
    static int init(
            @Mixin Desk desk, @Option(names = "--rsa", description = "RSA keys instead of EC P-256") boolean rsa) {
        CertificateDirectory directory = desk.directory();
        if (directory.hasAuthority()) {
            throw new CommandFailure(
                    "An authority lives in " + directory.path().toAbsolutePath() + " already; it is left as it is.");
        }
        CertificateAuthority.Founded founded = CertificateAuthority.found(desk.trustDomain(), kind(rsa), desk.clock());
        Passphrase passphrase = directory.save(founded);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("authority", founded.authority().id());
        fields.put("root", directory.trust().toString());
        fields.put("root_key", directory.rootKey().toString());
        fields.put("passphrase", passphrase.text());
        desk.report().fields(fields);
        desk.report().say("");
        desk.report().say("The passphrase is shown this once and kept nowhere: write it down, apart from the key.");
        desk.report().say("Move the root key to safe storage off this machine: only new-issuing needs it.");
        return 0;
    }

    @Command(
            name = "new-issuing",
            description = {
                "Makes another issuing authority below the same root; needs the root's key and its passphrase.",
                "What was issued before stays good: whoever trusts the root trusts both."
            })
    static int newIssuing(
            @Mixin Desk desk,
            @Option(
                            names = "--root-key",
                            paramLabel = "FILE",
                            description = "the encrypted root key (default: root.key.enc in the directory)")
                    Optional<Path> rootKey,
            @Option(
                            names = "--passphrase-file",
                            paramLabel = "FILE",
                            description = "holds the passphrase (default: asked for)")
                    Optional<Path> passphraseFile,
            @Option(names = "--rsa", description = "an RSA key instead of EC P-256") boolean rsa) {
        CertificateDirectory directory = desk.founded();
        String encrypted = WholeFiles.read(rootKey.orElse(directory.rootKey()));
        Passphrase passphrase =
                new Passphrase(String.valueOf(desk.secrets().read(passphraseFile, "Passphrase of the root key: ")));
        PrivateKey key = EncryptedKey.decrypt(encrypted, passphrase);
        CertificateAuthority next =
                CertificateAuthority.below(desk.trustDomain(), directory.root(), key, kind(rsa), desk.clock());
        directory.succeed(next);
        desk.report().fields(new Entry("issuing", next.issuing(), Optional.empty(), desk.now()).details());
        desk.report().say("It signs from now on. The one before is kept in former/ for its revocation list.");
        return 0;
    }

    static KeyKind kind(boolean rsa) {
        return rsa ? KeyKind.RSA : KeyKind.EC;
    }
}
