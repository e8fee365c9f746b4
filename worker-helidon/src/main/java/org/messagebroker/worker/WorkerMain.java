package org.messagebroker.worker;

import org.messagebroker.service.Launcher;

/** Runs a worker as a process. */
public final class WorkerMain {

    private WorkerMain() {}

    /** Reads the settings from the working directory and the environment; stops gracefully on SIGTERM. */
    public static void main(String[] arguments) {
        Launcher.run("worker", WorkerMain.class, Worker::start);
    }
}
