package org.messagebroker.e2e;

import java.util.List;
import org.messagebroker.bench.process.ProcessState;
import org.messagebroker.testing.Await;

/** A part that stands still, as on a machine that hangs, until this is closed. */
record HeldPart(ProcessHandle process) implements AutoCloseable {

    static HeldPart of(ProcessHandle process) {
        HeldPart part = new HeldPart(process);
        part.signal("STOP");
        Await.until(() -> ProcessState.standsStill(process.pid()), "it stands still");
        return part;
    }

    /** It goes on. */
    @Override
    public void close() {
        signal("CONT");
    }

    private void signal(String name) {
        BrokerCommand.execute(List.of("kill", "-" + name, Long.toString(process.pid())))
                .orFail();
    }
}
