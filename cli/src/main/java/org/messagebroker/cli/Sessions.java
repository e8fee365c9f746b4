package org.messagebroker.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The log-ins of this user on this machine, by server, in a file that only he reads. Safe between processes: a refresh
 * token works once, so two commands must not use it at the same time.
 */
final class Sessions {

    private static final Set<PosixFilePermission> MINE = PosixFilePermissions.fromString("rw-------");

    private final Path file;

    private Sessions(Path file) {
        this.file = file;
    }

    /** Where the user keeps such things: {@code $XDG_CONFIG_HOME}, or {@code ~/.config}. */
    static Sessions ofUser() {
        Path config = Optional.ofNullable(System.getenv("XDG_CONFIG_HOME"))
                .filter(text -> !text.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"));
        return in(config.resolve("message-broker"));
    }

    static Sessions in(Path directory) {
        return new Sessions(directory.resolve("sessions.json"));
    }

    Optional<Session> find(URI server) {
        JsonNode stored = all().path(server.toString());
        return stored.isMissingNode() ? Optional.empty() : Optional.of(Session.read(stored));
    }

    void keep(URI server, Session session) {
        ObjectNode all = all();
        all.set(server.toString(), session.stored());
        write(all);
    }

    void forget(URI server) {
        ObjectNode all = all();
        all.remove(server.toString());
        write(all);
    }

    /** Does this while no other command does. */
    <T> T alone(Supplier<T> work) {
        try {
            Path directory = Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel = FileChannel.open(
                            directory.resolve("sessions.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                return work.get();
            }
        } catch (IOException e) {
            throw new CommandFailure("Cannot write beside " + file + ".", e);
        }
    }

    private ObjectNode all() {
        if (!Files.exists(file)) {
            return AdminServer.JSON.createObjectNode();
        }
        requireMine();
        try {
            return (ObjectNode) AdminServer.JSON.readTree(Secret.text(file));
        } catch (JsonProcessingException | ClassCastException e) {
            throw new CommandFailure(file + " is damaged; delete it and log in again.", e);
        }
    }

    private void requireMine() {
        try {
            if (!MINE.containsAll(Files.getPosixFilePermissions(file))) {
                throw new CommandFailure(
                        file + " can be read by others; end those sessions in the portal, delete it and log in again.");
            }
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ".", e);
        }
    }

    private void write(ObjectNode all) {
        OwnerOnly.write(file, all.toPrettyString());
    }
}
