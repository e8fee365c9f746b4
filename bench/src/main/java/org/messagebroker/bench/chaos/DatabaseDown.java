package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.time.Duration;

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
    public Ending begin(Scene scene) throws IOException {
        long supervisor = scene.parts().process("supervisor");
        long database = scene.parts().process(DATABASE);
        Parts.signal("STOP", supervisor);
        Parts.signal("KILL", database);
        return () -> {
            Parts.signal("CONT", supervisor);
            scene.parts().successor(DATABASE, database);
        };
    }
}
