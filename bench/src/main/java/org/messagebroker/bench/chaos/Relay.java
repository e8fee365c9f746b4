package org.messagebroker.bench.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands between one who asks and one who answers, on this machine, and knows nothing of what they say. On command it
 * loses answers: the question is forwarded, the answer is dropped, the connection is cut. Thread-safe.
 */
final class Relay implements AutoCloseable {

    /** A connection is left alone so long, so that it is past its handshake and has been of use. */
    private static final Duration YOUTH = Duration.ofMillis(300);

    private static final int CHUNK = 64 * 1024;

    private final ServerSocket entrance;
    private final int target;
    private final Thread accepting = Thread.ofVirtual().name("relay").unstarted(this::accept);
    private final LongAdder lost = new LongAdder();
    private volatile boolean losing;

    private Relay(ServerSocket entrance, int target) {
        this.entrance = entrance;
        this.target = target;
    }

    /** Stands before this port of this machine. */
    static Relay to(int target) throws IOException {
        Relay relay = new Relay(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), target);
        relay.accepting.start();
        return relay;
    }

    int port() {
        return entrance.getLocalPort();
    }

    /** Whether answers are lost from now on. */
    void lose(boolean answers) {
        losing = answers;
    }

    /** How many were. */
    long lost() {
        return lost.sum();
    }

    private void accept() {
        try {
            while (true) {
                Socket asking = entrance.accept();
                Thread.ofVirtual().start(() -> join(asking));
            }
        } catch (IOException closed) {
            // So the relay ends.
        }
    }

    private void join(Socket asking) {
        long begin = System.nanoTime();
        try (asking;
                Socket answering = new Socket(InetAddress.getLoopbackAddress(), target)) {
            asking.setTcpNoDelay(true);
            answering.setTcpNoDelay(true);
            Thread questions = Thread.ofVirtual().start(() -> forward(asking, answering));
            answer(answering.getInputStream(), asking.getOutputStream(), begin);
            asking.close();
            questions.join();
        } catch (IOException ended) {
            // As either side may.
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void forward(Socket asking, Socket answering) {
        try (answering) {
            asking.getInputStream().transferTo(answering.getOutputStream());
        } catch (IOException ended) {
            // As either side may.
        }
    }

    private void answer(InputStream in, OutputStream out, long begin) throws IOException {
        byte[] chunk = new byte[CHUNK];
        int length = in.read(chunk);
        while (length >= 0) {
            if (losing && System.nanoTime() - begin > YOUTH.toNanos()) {
                lost.increment();
                return;
            }
            out.write(chunk, 0, length);
            length = in.read(chunk);
        }
    }

    /** Returns when nobody can connect any more: the port is let go of by who waits at it. */
    @Override
    public void close() throws IOException {
        entrance.close();
        try {
            accepting.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
