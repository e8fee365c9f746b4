package org.messagebroker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Ends what {@link LoginCommand} has begun. */
@Command(name = "logout", description = "Ends the session of ./broker login, at the server too.")
final class LogoutCommand implements Callable<Integer> {

    @Mixin
    private Call call = new Call();

    @Override
    public Integer call() {
        call.access().logout();
        call.printer().say("Logged out.");
        return 0;
    }
}
