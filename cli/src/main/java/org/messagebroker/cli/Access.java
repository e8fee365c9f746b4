package org.messagebroker.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command: which server, and who logs in. Without any, the installation on this machine. */
final class Access {

    private static final String HOME = "message-broker.home";
    private static final String LOCAL_ADMINISTRATOR = "admin@broker.localhost";
    private static final int SERVER_PORT = 8000;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the installation on this machine (default: .broker beside the script)")
    private Optional<Path> data = Optional.empty();

    @Option(
            names = "--port-offset",
            paramLabel = "N",
            description = "of that installation (default: that of its last start)")
    private Optional<Integer> portOffset = Optional.empty();

    @Option(names = "--server", paramLabel = "URL", description = "another server, such as https://server:8000")
    private Optional<URI> server = Optional.empty();

    @Option(names = "--ca", paramLabel = "FILE", description = "its authorities, PEM (default: the installation's)")
    private Optional<Path> authorities = Optional.empty();

    @Option(
            names = "--user",
            paramLabel = "EMAIL",
            description = "who logs in (default: the installation's first administrator)")
    private Optional<String> user = Optional.empty();

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "his password on one line (default: the installation's own, else it is asked for)")
    private Optional<Path> passwordFile = Optional.empty();

    URI url() {
        return server.orElseGet(() -> URI.create("https://localhost:" + (SERVER_PORT + offset())));
    }

    Path trust() {
        return authorities.orElseGet(() -> installation().resolve("certs/ca.crt"));
    }

    String email() {
        return user.orElse(LOCAL_ADMINISTRATOR);
    }

    /** The proxy's address on this machine; only where no other server was named. */
    Optional<URI> localProxy() {
        return server.isPresent()
                ? Optional.empty()
                : Optional.of(URI.create("https://localhost:" + (SERVER_PORT + 1 + offset())));
    }

    String password() {
        Path own = installation().resolve("secrets/admin-password");
        Optional<Path> file = passwordFile.or(
                () -> user.isEmpty() && server.isEmpty() && Files.exists(own) ? Optional.of(own) : Optional.empty());
        return Secret.read(file, "Password of " + email() + ": ");
    }

    /** Where the proxy of the installation on this machine works. */
    Path proxyDirectory() {
        return installation().resolve("proxy");
    }

    private int offset() {
        Path remembered = installation().resolve("run/port-offset");
        return portOffset.orElseGet(() -> Files.exists(remembered)
                ? Integer.parseInt(Secret.text(remembered).strip())
                : 0);
    }

    private Path installation() {
        return data.orElseGet(
                () -> Path.of(System.getProperty(HOME, "")).toAbsolutePath().resolve(".broker"));
    }
}
