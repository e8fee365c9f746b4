package org.messagebroker.standalone;

/** Says that a command needs a running installation. */
final class Running {

    private Running() {}

    static void require(Installation installation) {
        if (!SupervisorLock.isHeld(installation)) {
            throw new CommandFailure(
                    Exit.NOT_RUNNING, "Nothing runs in " + installation.data() + ". Start it: ./broker up");
        }
    }
}
