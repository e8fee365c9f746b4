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
    public UnderWay begin(Scene scene) throws IOException {
        Volume volume = scene.volumes().orElseThrow().of(part);
        Growth refused = scene.growth("proxy", "proxy_messages_failed_total");
        volume.fill();
        return new UnderWay(() -> look(volume, refused), () -> {
            volume.free();
            scene.parts().process(part);
        });
    }

    /** Nothing can be accepted without Redis' disk; the database's is needed later. */
    private Evidence look(Volume volume, Growth refused) throws IOException {
        String said = volume.refusal().orElse("there is room for another block");
        String seen = "another block is refused: \"%s\"; the first proxy has refused %,d messages meanwhile"
                .formatted(said, refused.soFar());
        return new Evidence(said.contains(Volume.NO_SPACE) && (refused.soFar() > 0 || !part.equals("redis")), seen);
    }
}
