package org.messagebroker.bench.prove;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.bench.Figures;
import org.messagebroker.bench.Progress;
import org.messagebroker.bench.Workplace;
import org.messagebroker.bench.machine.DataDirectory;
import org.messagebroker.bench.machine.Machine;

/**
 * Runs a proof on an installation of its own, and writes its page.
 *
 * @param out where the page goes; if it is not said, {@code docs/proofs} of the checkout for a run at full size, and {@code
 *     target/proofs} for a shortened one
 */
public record ProofRun(Optional<Path> out, Progress progress) {

    private static final String HOME = "message-broker.home";

    /** @throws RefutedException if the promise was broken; then the page, if the run came to its end, says so */
    public Figures run(Proof proof, Proof.Scale scale) throws IOException {
        progress.say("proof of " + proof.name() + ", " + scale.count() + " times");
        String commit = Commit.of(home());
        try (Workplace workplace = Workplace.create()) {
            Map<String, Object> machine = Machine.describe(DataDirectory.of(workplace.path()));
            try (Site site = Site.start(workplace, proof, progress)) {
                Path directory = out.orElseGet(() -> pages(proof, scale));
                return run(site, new ProofPage(directory, commit, proof, scale, machine));
            }
        }
    }

    private Figures run(Site site, ProofPage page) throws IOException {
        try {
            Figures figures = page.proof().run(site, page.scale(), progress);
            progress.say("written down in " + page.write(figures));
            return figures;
        } catch (RefutedException refuted) {
            if (refuted.figures().isPresent()) {
                progress.say("written down in " + page.writeRefuted(refuted));
            }
            throw refuted;
        }
    }

    /** A shortened run does not take the place of a whole one. */
    private static Path pages(Proof proof, Proof.Scale scale) {
        return home().resolve(scale.count() < proof.fullSize() ? "target/proofs" : "docs/proofs");
    }

    private static Path home() {
        return Path.of(System.getProperty(HOME, "")).toAbsolutePath();
    }
}
