package org.messagebroker.standalone;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * Runs a service in its working directory, with its {@code .env}. The service writes its log itself; kept is only what it
 * says on its error output, such as why it cannot start.
 */
final class PartProcess implements Charge {

    private static final Duration GRACE = Duration.ofSeconds(25);

    /** The C library keeps a heap for each thread that was ever busy; compilers are, and what they leave is never given back. */
    private static final String ARENAS = "MALLOC_ARENA_MAX";

    private final Part part;
    private final Installation installation;
    private final Checkout checkout;

    /** Keeps only what the part says from now on. */
    PartProcess(Part part, Installation installation, Checkout checkout) {
        PrivateFiles.write(installation.output(part.name()), "");
        this.part = part;
        this.installation = installation;
        this.checkout = checkout;
    }

    @Override
    public String name() {
        return part.name();
    }

    @Override
    public ProcessHandle start() {
        keepStartCache();
        Path directory = installation.directory(part.name());
        PrivateFiles.createDirectory(directory);
        EnvFile.write(
                directory.resolve(".env"),
                "Written at every start. Settings of yours go into application.yaml beside it.",
                part.settings());
        ProcessBuilder builder = new ProcessBuilder(JavaCommand.ofPart(part, installation, checkout))
                .directory(directory.toFile())
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(PrivateFiles.appendable(installation.output(part.name())));
        withoutOurs(builder.environment());
        builder.environment().putIfAbsent(ARENAS, "2");
        try {
            ProcessHandle process = builder.start().toHandle();
            remember(process);
            return process;
        } catch (IOException e) {
            throw new CommandFailure(Exit.FAILED, "The " + name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /** The environment overrides {@code .env}: what is decided here must not be overridden by chance. */
    private void withoutOurs(Map<String, String> environment) {
        environment.keySet().removeAll(part.settings().keySet());
        environment.keySet().removeIf(SiteSettings::isSite);
    }

    private void remember(ProcessHandle process) {
        String version = Checkout.version(checkout.jar(part.module()));
        ProcessIdentity.of(process.pid())
                .map(identity -> new ProcessFile(identity, part.port(), version, Instant.now()))
                .ifPresent(file -> file.write(installation.processFile(name())));
    }

    @Override
    public void stop(ProcessHandle process) {
        ProcessIdentity.of(process.pid()).ifPresent(identity -> new Stopping(identity).within(GRACE));
        keepStartCache();
        PrivateFiles.delete(installation.processFile(name()));
    }

    /** Of the process that has just ended, stopped by us or not. */
    private void keepStartCache() {
        StartCache.of(checkout.jar(part.module()), installation).keep();
    }
}
