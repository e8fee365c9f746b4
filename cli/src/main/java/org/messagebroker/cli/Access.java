package org.messagebroker.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of every command: which server, and who logs in. Without any, the installation on this machine. */
final class Access {

    private static final String HOME = "message-broker.home";
    private static final String LOCAL_ADMINISTRATOR = "admin@broker.localhost";
    private static final int SERVER_PORT = 8000;

    /** An access token that ends within this is renewed first. */
    private static final Duration MARGIN = Duration.ofSeconds(30);

    private final Sessions sessions = Sessions.ofUser();

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

    @Option(
            names = "--server",
            paramLabel = "URL",
            defaultValue = "${env:BROKER_SERVER}",
            description = "another server, such as https://server:8000 (default: $$BROKER_SERVER, else this machine's)")
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

    @Option(
            names = "--code-file",
            paramLabel = "FILE",
            description = "codes of his second factor, or recovery codes, a line each, given one after the other"
                    + " (default: asked for)")
    private Optional<Path> codeFile = Optional.empty();

    private Optional<Iterator<String>> codes = Optional.empty();

    URI url() {
        return server.orElseGet(() -> URI.create("https://localhost:" + (SERVER_PORT + offset())));
    }

    /** The server's API: as who is named, else as who has logged in, else as the installation's first administrator. */
    AdminServer server() {
        return kept().map(this::resumed).orElseGet(() -> stranger().loggedIn(email(), password(), this::code));
    }

    /** Logs in for the commands that follow. */
    Session login() {
        AdminServer stranger = stranger();
        Session session =
                Session.of(stranger.login(email(), password(), this::code), Secret.text(trust()), Instant.now());
        return sessions.alone(() -> {
            sessions.keep(url(), session);
            return session;
        });
    }

    /** Ends that. */
    void logout() {
        Session session = sessions.find(url())
                .orElseThrow(() -> new CommandFailure("Nobody has logged in to " + url() + " with ./broker login."));
        sessions.alone(() -> {
            sessions.forget(url());
            return session;
        });
        AdminServer.stranger(url(), session.authorities())
                .post("/portal/auth/logout", Map.of("refresh_token", session.refreshToken()));
    }

    private Optional<Session> kept() {
        return user.isPresent() || passwordFile.isPresent() ? Optional.empty() : sessions.find(url());
    }

    private AdminServer resumed(Session session) {
        AdminServer stranger = AdminServer.stranger(url(), session.authorities());
        return stranger.as(isFresh(session) ? session : sessions.alone(() -> refreshed(stranger)));
    }

    /** Another command may have done it meanwhile. */
    private Session refreshed(AdminServer stranger) {
        Session now = sessions.find(url()).orElseThrow(() -> new CommandFailure("Somebody has logged out meanwhile."));
        if (isFresh(now)) {
            return now;
        }
        Session next = stranger.refresh(now).orElseThrow(() -> {
            sessions.forget(url());
            return new CommandFailure("The session has ended; log in again: ./broker login");
        });
        sessions.keep(url(), next);
        return next;
    }

    private static boolean isFresh(Session session) {
        return Instant.now().plus(MARGIN).isBefore(session.accessUntil());
    }

    /** The server without anybody having logged in. */
    AdminServer stranger() {
        return AdminServer.stranger(url(), Secret.text(trust()));
    }

    Path trust() {
        return authorities.orElseGet(() -> installation().resolve("certs/ca.crt"));
    }

    String email() {
        return user.orElseGet(() -> server.isEmpty() ? LOCAL_ADMINISTRATOR : Secret.line("E-mail address: "));
    }

    /** The proxy's address on this machine; only where no other server was named. */
    Optional<URI> localProxy() {
        return server.isPresent()
                ? Optional.empty()
                : Optional.of(URI.create("https://localhost:" + (SERVER_PORT + 1 + offset())));
    }

    String password() {
        return password("Password of " + email() + ": ");
    }

    /** The password of who logs in, asked for in these words where no file holds it. */
    String password(String question) {
        Path own = installation().resolve("secrets/admin-password");
        Optional<Path> file = passwordFile.or(
                () -> user.isEmpty() && server.isEmpty() && Files.exists(own) ? Optional.of(own) : Optional.empty());
        return Secret.read(file, question);
    }

    /** A code of the second factor, asked for in these words where no file holds it. Each in the file is good once. */
    String code(String question) {
        if (codeFile.isEmpty()) {
            return Secret.unseen(question).strip();
        }
        Iterator<String> rest = codes.orElseGet(() -> lines(codeFile.get()));
        codes = Optional.of(rest);
        if (!rest.hasNext()) {
            throw new CommandFailure("There is no further code in " + codeFile.get() + ".");
        }
        return rest.next();
    }

    private static Iterator<String> lines(Path file) {
        return Secret.text(file)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .iterator();
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
