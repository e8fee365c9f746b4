package org.messagebroker.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** Finds a port offset at which a whole installation fits beside what already runs on this machine. */
public final class FreePorts {
    private static final List<Integer> PORTS = List.of(8000, 8001, 8025, 8080, 8306, 8379, 9100, 9101, 9102, 9103);
    private static final int STEP = 200;
    private static final int HIGHEST_OFFSET = 20_000;

    private FreePorts() {}

    /** @throws IOException if there is none up to 20,000 */
    public static int offset() throws IOException {
        for (int offset = STEP; offset <= HIGHEST_OFFSET; offset += STEP) {
            int candidate = offset;
            if (PORTS.stream().allMatch(port -> isFree(port + candidate))) {
                return offset;
            }
        }
        throw new IOException(
                "there is no room for another installation: every port offset up to " + HIGHEST_OFFSET + " is taken");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
