package org.messagebroker.bench.load;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One keep-alive connection. One thread at a time. */
public final class Connection implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SSLSocket socket;
    private final OutputStream out;
    private final AnswerReader in;

    private Connection(SSLSocket socket) throws IOException {
        this.socket = socket;
        out = socket.getOutputStream();
        in = new AnswerReader(socket.getInputStream());
    }

    /** Connects and shakes hands; the server's certificate must be of the authority and carry the host's name. */
    static Connection open(SSLContext tls, Target target) throws IOException {
        Socket plain = new Socket();
        try {
            plain.setTcpNoDelay(true);
            plain.setSoTimeout((int) PATIENCE.toMillis());
            plain.connect(new InetSocketAddress(target.host(), target.port()), (int) PATIENCE.toMillis());
            SSLSocket socket =
                    (SSLSocket) tls.getSocketFactory().createSocket(plain, target.host(), target.port(), true);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            return new Connection(socket);
        } catch (IOException failed) {
            plain.close();
            throw failed;
        }
    }

    /**
     * Connects as the target's client.
     *
     * @throws IOException also when the handshake is refused
     */
    public static Connection open(Target target) throws IOException {
        return open(ClientTls.context(target), target);
    }

    /** Sends and waits for the answer, at most 30 s for each part of it. */
    public Answer exchange(byte[] request) throws IOException {
        out.write(request);
        return in.read();
    }

    /** The serial number of the certificate that the other side has shown, in hexadecimal. */
    public String peerSerial() throws IOException {
        return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                .getSerialNumber()
                .toString(16);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
