package org.messagebroker.standalone;

/** Something that runs in a process and that the supervisor answers for. */
interface Charge {

    String name();

    /**
     * Starts its process.
     *
     * @throws CommandFailure when it cannot be started
     */
    ProcessHandle start();

    /** Asks its process to end and returns when it has. */
    void stop(ProcessHandle process);
}
