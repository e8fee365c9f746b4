package org.messagebroker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How a new certificate is handed over: as files, or as one archive. What holds a key is readable for its owner only. */
final class Delivery {

    @Option(names = "--out", paramLabel = "DIR", description = "where the files go (default: here)")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--format",
            paramLabel = "FORM",
            defaultValue = "files",
            description = "files (default), zip or p12: everything in one file, the key included")
    private Form form = Form.FILES;

    @Option(names = "--p12-password-file", paramLabel = "FILE", description = "password of the p12 file, on one line")
    private Optional<Path> passwordFile = Optional.empty();

    @Option(
            names = "--proxy",
            paramLabel = "URL",
            description = "where the client calls, for the line to try it with (default: the installation's proxy)")
    private Optional<URI> proxy = Optional.empty();

    /** The forms. */
    enum Form {
        FILES,
        ZIP,
        P12
    }

    /**
     * Asks for a certificate and writes what comes.
     *
     * @param name of the holder, by which the files are called
     */
    void fetch(Call call, AdminServer server, String path, Body body, String name) {
        body.with("proxy_url", proxy.or(() -> call.access().localProxy()).map(URI::toString));
        switch (form) {
            case FILES -> files(call, server.post(path, body.fields()), name);
            case ZIP -> archive(call, server.download(path + "?format=zip", body.fields()), name + ".zip");
            case P12 ->
                archive(
                        call,
                        server.download(
                                path + "?format=p12",
                                body.with("password", password()).fields()),
                        name + ".p12");
        }
    }

    private String password() {
        Path file = passwordFile.orElseThrow(
                () -> new CommandFailure("A p12 file needs a password; name a file with --p12-password-file."));
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new CommandFailure("Cannot read " + file + ".", e);
        }
    }

    private void archive(Call call, byte[] content, String name) {
        Path file = out.orElse(Path.of("")).resolve(name);
        OwnerOnly.write(file, content);
        call.printer().say("Written to " + file.toAbsolutePath() + "; the private key in it exists nowhere else.");
    }

    private void files(Call call, JsonNode issued, String name) {
        if (call.printer().json()) {
            call.printer().fields(issued);
            return;
        }
        Path directory = out.orElse(Path.of("")).toAbsolutePath();
        OwnerOnly.write(
                directory.resolve(name + ".crt"), issued.path("certificate").asText());
        OwnerOnly.write(directory.resolve("ca.crt"), issued.path("authorities").asText());
        boolean keyed = issued.path("private_key").isTextual();
        if (keyed) {
            OwnerOnly.write(
                    directory.resolve(name + ".key"), issued.path("private_key").asText());
        }
        explain(call.printer(), issued, directory, name, keyed);
    }

    private static void explain(Printer printer, JsonNode issued, Path directory, String name, boolean keyed) {
        printer.say("Written to " + directory + ": " + name + ".crt, ca.crt"
                + (keyed ? " and " + name + ".key, which exists nowhere else." : "."));
        printer.say("Valid until " + issued.path("not_after").asText() + ", fingerprint "
                + issued.path("fingerprint").asText());
        if (issued.path("curl").isTextual()) {
            printer.say("Try it there:\n" + issued.path("curl").asText().strip());
        }
    }
}
