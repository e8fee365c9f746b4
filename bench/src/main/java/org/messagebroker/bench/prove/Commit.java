package org.messagebroker.bench.prove;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which state of the checkout is proved. */
final class Commit {

    private Commit() {}

    /** Its commit, marked when files differ from it (the pages themselves aside); "unknown" outside of a checkout. */
    static String of(Path checkout) throws IOException {
        Optional<String> head = git(checkout, "rev-parse", "--short=12", "HEAD");
        Optional<String> changes = git(checkout, "status", "--porcelain", "--", ".", ":!docs/proofs");
        return head.map(commit ->
                        commit + changes.filter(String::isEmpty).map(_ -> "").orElse(" with uncommitted changes"))
                .orElse("unknown");
    }

    private static Optional<String> git(Path checkout, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
        command.addAll(List.of(words));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped while asking git", stopped);
        }
    }
}
