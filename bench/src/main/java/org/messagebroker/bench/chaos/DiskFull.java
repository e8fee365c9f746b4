package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** The volume of Redis or of the database is full, really (ENOSPC), and then has room again. */
record DiskFull(String part, Duration lasts) implements Fault {

    @Override
    public String name() {
        return "disk-full-" + part;
    }

    @Override
    public String description() {
        return "The volume of %s (ext4 on a loop device) is filled for %d s, then freed."
                .formatted(part, lasts.toSeconds());
    }

    @Override
    public Optional<String> obstacle(Scene scene) {
        return scene.volumes().isPresent() ? Optional.empty() : Optional.of(Volumes.OBSTACLE);
    }

    @Override
    public Ending begin(Scene scene) throws IOException {
        Volume volume = scene.volumes().orElseThrow().of(part);
        volume.fill();
        return () -> {
            volume.free();
            scene.parts().process(part);
        };
    }
}
