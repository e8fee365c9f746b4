package org.messagebroker.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A TLS connection on which a test sends exactly the bytes it means to. Not thread-safe. */
public final class RawTls implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SSLSocket socket;

    private RawTls(SSLSocket socket) {
        this.socket = socket;
    }

    /**
     * Connects to 127.0.0.1 and completes the handshake.
     *
     * @param protocols such as {@code TLSv1.3}; none for the context's own choice
     * @throws IOException if the handshake is refused; in TLS 1.3 a refused client certificate shows only at the first
     *     {@link #read()}
     */
    public static RawTls connect(int port, SSLContext context, String... protocols) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        try {
            socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.setTcpNoDelay(true);
            if (protocols.length > 0) {
                socket.setEnabledProtocols(protocols);
            }
            socket.startHandshake();
            return new RawTls(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends the text as ISO-8859-1, so that each character is one byte. */
    public RawTls send(String bytes) throws IOException {
        return send(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Sends the bytes. */
    public RawTls send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads one answer; empty if the connection ends before its first byte. */
    public Optional<Answer> read() throws IOException {
        Optional<String> head = readHead();
        if (head.isEmpty()) {
            return Optional.empty();
        }
        int length = Answer.header(head.get(), "content-length")
                .map(Integer::parseInt)
                .orElse(0);
        byte[] body = socket.getInputStream().readNBytes(length);
        return Optional.of(new Answer(head.get(), new String(body, StandardCharsets.UTF_8)));
    }

    /**
     * When its session was agreed on: before the connection itself if it resumes one (RFC 8446, section 2.2; RFC 5246,
     * section 7.3).
     */
    public Instant sessionBegin() {
        return Instant.ofEpochMilli(socket.getSession().getCreationTime());
    }

    /** Whether the peer has closed, waiting for it; bytes that still come count as open. */
    public boolean isClosedByPeer() {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    /** How long {@link #read()} and {@link #isClosedByPeer()} wait; 20 s at first. */
    public RawTls patience(Duration patience) throws IOException {
        socket.setSoTimeout((int) patience.toMillis());
        return this;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Optional<String> readHead() throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                return head.size() == 0 ? Optional.empty() : Optional.of(head.toString(StandardCharsets.ISO_8859_1));
            }
            head.write(next);
        }
        return Optional.of(head.toString(StandardCharsets.ISO_8859_1));
    }

    /**
     * An answer as it came.
     *
     * @param head status line and headers
     * @param body the body, by Content-Length
     */
    public record Answer(String head, String body) {

        /** The status code. */
        public int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        /** The value of a header, whatever its case. */
        public Optional<String> header(String name) {
            return header(head, name);
        }

        private static Optional<String> header(String head, String name) {
            return head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":"))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }
    }
}
