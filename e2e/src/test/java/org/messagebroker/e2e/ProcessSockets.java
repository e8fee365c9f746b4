package org.messagebroker.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The TCP and UDP sockets of a process, as the kernel tells (Linux, {@code /proc}). */
record ProcessSockets(Set<Socket> sockets) {

    private static final String LISTEN = "0A";
    private static final int LOCAL = 1;
    private static final int REMOTE = 2;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final int WORD_BYTES = 4;

    static ProcessSockets of(ProcessHandle process) {
        Set<String> inodes = inodes(process);
        Path net = Path.of("/proc", Long.toString(process.pid()), "net");
        return new ProcessSockets(Stream.of("tcp", "tcp6", "udp", "udp6")
                .flatMap(table -> lines(net.resolve(table))
                        .skip(1)
                        .map(line -> line.strip().split("\\s+"))
                        .filter(fields -> inodes.contains(fields[INODE]))
                        .map(fields -> Socket.of(table, fields)))
                .collect(Collectors.toSet()));
    }

    /** Where it listens, such as {@code 127.0.0.1:8001}. */
    Set<String> listening() {
        return tcp().filter(Socket::isListening).map(Socket::local).collect(Collectors.toSet());
    }

    /** The other ends of the connections that it has made itself. */
    Set<String> calling() {
        Set<Integer> own =
                tcp().filter(Socket::isListening).map(Socket::localPort).collect(Collectors.toSet());
        return tcp().filter(socket -> !own.contains(socket.localPort()))
                .map(Socket::remote)
                .collect(Collectors.toSet());
    }

    /** Both ends of whatever it has of UDP. */
    Set<String> udp() {
        return sockets.stream()
                .filter(socket -> !socket.isTcp())
                .map(socket -> socket.local() + " to " + socket.remote())
                .collect(Collectors.toSet());
    }

    private Stream<Socket> tcp() {
        return sockets.stream().filter(Socket::isTcp);
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
    record Socket(boolean isTcp, String local, int localPort, String remote, String state) {

        static Socket of(String table, String... fields) {
            return new Socket(
                    table.startsWith("tcp"),
                    address(fields[LOCAL]),
                    port(fields[LOCAL]),
                    address(fields[REMOTE]),
                    fields[STATE]);
        }

        boolean isListening() {
            return state.equals(LISTEN);
        }

        private static String address(String kernels) {
            byte[] words = HexFormat.of().parseHex(kernels.substring(0, kernels.indexOf(':')));
            byte[] address = new byte[words.length];
            for (int i = 0; i < words.length; i++) {
                address[i] = words[i - i % WORD_BYTES + WORD_BYTES - 1 - i % WORD_BYTES];
            }
            try {
                return InetAddress.getByAddress(address).getHostAddress() + ":" + port(kernels);
            } catch (UnknownHostException e) {
                throw new IllegalStateException(e);
            }
        }

        private static int port(String address) {
            return Integer.parseInt(address.substring(address.indexOf(':') + 1), 16);
        }
    }
}
