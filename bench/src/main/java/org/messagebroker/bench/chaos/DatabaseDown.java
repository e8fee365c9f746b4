package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;
import org.messagebroker.bench.process.ProcessState;

/** The database is killed and stays away: the supervisor, which would start it again, stands still as long. */
record DatabaseDown(Duration lasts) implements Fault {

    private static final String DATABASE = "mariadb";

    @Override
    public String name() {
        return "database-down";
    }

    @Override
    public String description() {
        return "MariaDB is killed and away for %d s.".formatted(lasts.toSeconds());
    }

    @Override
    public UnderWay begin(Scene scene) throws IOException {
        long supervisor = scene.parts().process("supervisor");
        long database = scene.parts().process(DATABASE);
        Parts.signal("STOP", supervisor);
        Parts.signal("KILL", database);
        return new UnderWay(() -> look(scene, database), () -> {
            Parts.signal("CONT", supervisor);
            scene.parts().successor(DATABASE, database);
        });
    }

    private static Evidence look(Scene scene, long database) {
        boolean listens = scene.listens(Scene.DATABASE);
        return new Evidence(
                ProcessState.isDead(database) && !listens,
                listens ? "something listens at its port" : "its process is dead, and nothing listens at its port");
    }
}
