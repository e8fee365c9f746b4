package org.messagebroker.certs.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every command shares: which authority it works on and how it answers. */
final class Desk {

    private final InstantSource clock;
    private final SecretInput secrets;

    @Spec(Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec command;

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            description = "the directory of certificates (default: .broker/certs beside the script)")
    private Optional<Path> directory = Optional.empty();

    @Option(
            names = "--trust-domain",
            paramLabel = "NAME",
            defaultValue = "message-broker",
            description = "the domain in the holders' SPIFFE ids (default: ${DEFAULT-VALUE})")
    private String trustDomain = "";

    @Option(names = "--json", description = "answers as JSON")
    private boolean json;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "shows this help")
    private boolean help;

    Desk(InstantSource clock, SecretInput secrets) {
        this.clock = clock;
        this.secrets = secrets;
    }

    InstantSource clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    SecretInput secrets() {
        return secrets;
    }

    CertificateDirectory directory() {
        return new CertificateDirectory(directory.orElseGet(
                () -> Path.of(System.getProperty("message-broker.home", "")).resolve(".broker/certs")));
    }

    /** The directory, in which an authority must live. */
    CertificateDirectory founded() {
        CertificateDirectory found = directory();
        if (!found.hasAuthority()) {
            throw new CommandFailure("There is no authority in " + found.path().toAbsolutePath()
                    + ": ./broker certs init founds one, --dir names another directory.");
        }
        return found;
    }

    CertificateAuthority authority() {
        return founded().authority(trustDomain);
    }

    Register register() {
        return new Register(founded(), trustDomain, now());
    }

    String trustDomain() {
        return trustDomain;
    }

    Report report() {
        return new Report(command.commandLine().getOut(), json);
    }

    /** Wrong usage: exit code 2. */
    ParameterException wrong(String words) {
        return new ParameterException(command.commandLine(), words);
    }

    /** Whether help was asked for; picocli then calls no command. */
    boolean wantsHelp() {
        return help;
    }
}
