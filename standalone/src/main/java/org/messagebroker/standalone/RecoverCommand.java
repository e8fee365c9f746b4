package org.messagebroker.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Gives a super_admin his account back, with the server's own files. Only on this machine. */
@Command(
        name = "recover",
        description = {
            "Gives a super_admin his account back who cannot log in any more and whom nobody else can help:",
            "a new password, shown once, no second factor, no sessions. He is told by mail, and the audit says so.",
            "It takes the server's files, so it works on the server's host only. The database must run."
        },
        footer = {"", "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 there is no installation."})
final class RecoverCommand implements Callable<Integer> {

    private static final String MAIN = "org.messagebroker.server.RecoverMain";

    @Mixin
    private Where where = new Where();

    @Option(
            names = "--email",
            paramLabel = "EMAIL",
            description = "whose account (default: the installation's first administrator)")
    private String email = Portal.ADMIN_EMAIL;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Installation installation = where.installation();
        Path directory = installation.directory("server");
        if (!directory.resolve(".env").toFile().exists()) {
            throw new CommandFailure(Exit.NOT_RUNNING, "There is no server in " + installation.data() + ".");
        }
        ProcessBuilder builder =
                new ProcessBuilder(command()).directory(directory.toFile()).inheritIO();
        builder.environment().keySet().removeIf(SiteSettings::isSite);
        return builder.start().waitFor();
    }

    private List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Dlogback.configurationFile=launcher-logback.xml",
                "-cp",
                Checkout.current().jar("server-helidon").toString(),
                MAIN,
                email);
    }
}
