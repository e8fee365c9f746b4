package org.messagebroker.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds ports that other programs listen on before anything is started. */
final class PortCheck {

    private PortCheck() {}

    /**
     * Makes sure that every port is free.
     *
     * @param notNeeded uses that an external part takes the place of
     */
    static void requireFree(Ports ports, Set<String> notNeeded) {
        String taken = ports.uses().entrySet().stream()
                .filter(use -> !notNeeded.contains(use.getValue()))
                .filter(use -> isTaken(use.getKey()))
                .map(PortCheck::described)
                .collect(Collectors.joining(", "));
        if (!taken.isEmpty()) {
            throw new CommandFailure(
                    Exit.PORT_TAKEN,
                    "Another program listens on port " + taken + ". End it, or move every port: " + "--port-offset "
                            + (ports.offset() + 100) + " (a second installation also needs --data).");
        }
    }

    private static String described(Map.Entry<Integer, String> use) {
        return use.getKey() + " (" + use.getValue() + ")";
    }

    private static boolean isTaken(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return !socket.isBound();
        } catch (IOException e) {
            return true;
        }
    }
}
