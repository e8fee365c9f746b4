package org.messagebroker.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import org.messagebroker.bench.process.ChildJvm;

/** A load generator in a JVM of its own, which keeps what it has warmed up from one load to the next. */
public final class LoadProcess implements AutoCloseable {
    private final ObjectMapper json = LoadMain.json();
    private final ChildJvm jvm;

    private LoadProcess(ChildJvm jvm) {
        this.jvm = jvm;
    }

    /** Starts the process. */
    public static LoadProcess start() throws IOException {
        return new LoadProcess(ChildJvm.start(LoadMain.class, List.of("-Xmx512m"), List.of()));
    }

    /** Runs one load to its end. */
    public LoadReport run(LoadOrder order) throws IOException {
        jvm.tell(json.writeValueAsString(order));
        return json.readValue(jvm.nextLine(), LoadReport.class);
    }

    /** The process's id. */
    public long pid() {
        return jvm.pid();
    }

    @Override
    public void close() {
        jvm.close();
    }
}
