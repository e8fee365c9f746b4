package org.messagebroker.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Logs in once for the commands that follow. */
@Command(
        name = "login",
        description = "Logs in. Later commands for the same --server need no password, until ./broker logout.")
final class LoginCommand implements Callable<Integer> {

    @Mixin
    private Call call = new Call();

    @Override
    public Integer call() {
        Session session = call.access().login();
        call.printer()
                .fields(AdminServer.JSON
                        .createObjectNode()
                        .put("email", session.email())
                        .put("server", call.access().url().toString()));
        return 0;
    }
}
