package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.bench.Progress;

/**
 * The volumes of Redis and of the database.
 *
 * @param byPart by the name of the part whose they are
 */
record Volumes(Map<String, Volume> byPart) {

    static final String OBSTACLE = "filesystems cannot be mounted through loop devices here; run it as root";

    /** Sparse: they take only what is written to them. */
    private static final Map<String, Long> SIZES = Map.of("redis", 8L << 30, "mariadb", 16L << 30);

    /** Makes and mounts them in a data directory that is still empty; empty where that cannot be done. */
    static Optional<Volumes> create(Path data, Progress progress) throws IOException {
        if (!"root".equals(System.getProperty("user.name")) || !Files.exists(Path.of("/dev/loop-control"))) {
            return Optional.empty();
        }
        Map<String, Volume> made = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, Long> size : SIZES.entrySet()) {
                Path image = data.resolveSibling(size.getKey() + ".ext4");
                made.put(size.getKey(), Volume.create(image, size.getValue(), data.resolve(size.getKey())));
            }
            return Optional.of(new Volumes(made));
        } catch (IOException notHere) {
            progress.say("no volumes of their own: " + notHere.getMessage());
            new Volumes(made).remove();
            return Optional.empty();
        }
    }

    Volume of(String part) {
        return Optional.ofNullable(byPart.get(part)).orElseThrow();
    }

    /** Unmounts them. */
    void remove() throws IOException {
        for (Volume volume : byPart.values()) {
            volume.remove();
        }
    }
}
