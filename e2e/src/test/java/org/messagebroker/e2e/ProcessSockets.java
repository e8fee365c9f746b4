package org.messagebroker.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP sockets of a process, as the kernel tells (Linux, {@code /proc}). */
record ProcessSockets(Set<Socket> sockets) {

    private static final String LISTEN = "0A";
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LOOPBACK_4 = "0100007F";
    private static final String LOOPBACK_6 = "00000000000000000000000001000000";
    private static final String LOOPBACK_4_IN_6 = "0000000000000000FFFF0000" + LOOPBACK_4;

    static ProcessSockets of(ProcessHandle process) {
        Set<String> inodes = inodes(process);
        Path net = Path.of("/proc", Long.toString(process.pid()), "net");
        return new ProcessSockets(Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(net.resolve(table)).skip(1))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> inodes.contains(fields[INODE]))
                .map(Socket::of)
                .collect(Collectors.toSet()));
    }

    /** Ports that it listens on, whatever the address. */
    Set<Integer> listening() {
        return sockets.stream()
                .filter(Socket::isListening)
                .map(Socket::localPort)
                .collect(Collectors.toSet());
    }

    /** Ports that it listens on for other machines too. */
    Set<Integer> listeningBeyondLoopback() {
        return sockets.stream()
                .filter(socket -> socket.isListening() && !socket.isLoopback())
                .map(Socket::localPort)
                .collect(Collectors.toSet());
    }

    /** The other ends' ports of the connections that it has made itself. */
    Set<Integer> calling() {
        return sockets.stream()
                .filter(socket -> !socket.isListening() && !listening().contains(socket.localPort()))
                .map(Socket::remotePort)
                .collect(Collectors.toSet());
    }

    private static Set<String> inodes(ProcessHandle process) {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(process.pid()), "fd"))) {
            return files.map(ProcessSockets::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring("socket:[".length(), target.length() - 1))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One socket. */
    record Socket(String localAddress, int localPort, int remotePort, String state) {

        static Socket of(String... fields) {
            return new Socket(fields[LOCAL].split(":")[0], port(fields[LOCAL]), port(fields[REMOTE]), fields[STATE]);
        }

        boolean isListening() {
            return state.equals(LISTEN);
        }

        boolean isLoopback() {
            return Set.of(LOOPBACK_4, LOOPBACK_6, LOOPBACK_4_IN_6).contains(localAddress);
        }

        private static int port(String address) {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
        }
    }
}
