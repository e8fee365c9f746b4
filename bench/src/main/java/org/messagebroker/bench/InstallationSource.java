package org.messagebroker.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.messagebroker.bench.BenchPlan.Part;
import org.messagebroker.bench.rows.RowsBench;

/** Where the installation to measure comes from. */
sealed interface InstallationSource {
    /**
     * Where it keeps its data, or will.
     *
     * @param workplace this run's directory
     */
    Path data(Workplace workplace);

    /** The installation, ready. */
    Installation open(Workplace workplace) throws IOException;

    /** Measures what depends on the number of rows. */
    void fill(Workplace workplace, RowsBench rows, BenchPlan plan) throws IOException;

    /** One of its own, from nothing, stopped and removed with the run's directory. */
    record Own() implements InstallationSource {
        @Override
        public Path data(Workplace workplace) {
            return workplace.path();
        }

        @Override
        public Installation open(Workplace workplace) throws IOException {
            Path data = Files.createDirectory(workplace.path().resolve("data"));
            BrokerCommand broker = BrokerCommand.of(data, FreePorts.offset());
            workplace.stopFirst(broker::down);
            broker.up();
            return Installation.attach(broker);
        }

        /** In another one, for the rows of the first would count too. */
        @Override
        public void fill(Workplace workplace, RowsBench rows, BenchPlan plan) throws IOException {
            rows.run(workplace, plan.has(Part.ROWS), plan.has(Part.RETENTION));
        }
    }

    /**
     * One that already runs.
     *
     * @param portOffset how far its ports are above the usual ones
     */
    record Running(Path data, int portOffset) implements InstallationSource {
        @Override
        public Path data(Workplace workplace) {
            return data;
        }

        @Override
        public Installation open(Workplace workplace) throws IOException {
            return Installation.attach(BrokerCommand.of(data, portOffset));
        }

        @Override
        public void fill(Workplace workplace, RowsBench rows, BenchPlan plan) throws IOException {
            rows.run(workplace, BrokerCommand.of(data, portOffset), plan.has(Part.ROWS), plan.has(Part.RETENTION));
        }
    }
}
