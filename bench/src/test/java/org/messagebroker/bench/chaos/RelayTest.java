package org.messagebroker.bench.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {

    private final BlockingQueue<Integer> asked = new LinkedBlockingQueue<>();
    private ServerSocket answering;
    private Relay relay;

    @BeforeEach
    void start() throws IOException {
        answering = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
        relay = Relay.to(answering.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        relay.close();
        answering.close();
    }

    @Test
    void passesQuestionsAndAnswersOn() throws IOException {
        try (Socket asking = ask()) {
            assertEquals(7, exchange(asking, 7));
            assertEquals(8, exchange(asking, 8));
        }
        assertEquals(0, relay.lost());
    }

    @Test
    void forwardsTheQuestionAndLosesTheAnswer() throws Exception {
        try (Socket asking = ask()) {
            relay.lose(true);
            int answer = 0;
            // A young connection is spared.
            while (answer >= 0) {
                answer = exchange(asking, 9);
            }
        }
        long heard = 0;
        while (asked.poll(1, TimeUnit.SECONDS) != null) {
            heard++;
        }
        assertEquals(1, relay.lost());
        assertTrue(heard > 1, "the question whose answer was lost was heard, and those before it");
    }

    @Test
    void losesNothingAnyMoreAfterwards() throws IOException {
        relay.lose(true);
        relay.lose(false);
        try (Socket asking = ask()) {
            assertEquals(5, exchange(asking, 5));
        }
    }

    @Test
    void cutsTheConnectionWhenNobodyAnswers() throws IOException {
        answering.close();
        try (Socket asking = ask()) {
            assertEquals(-1, asking.getInputStream().read());
        }
        relay.close();
        assertThrows(IOException.class, this::ask);
    }

    private Socket ask() throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), relay.port());
    }

    private static int exchange(Socket asking, int question) throws IOException {
        asking.getOutputStream().write(question);
        return asking.getInputStream().read();
    }

    /** Answers each byte with itself. */
    private void serve() {
        try {
            while (true) {
                Socket asking = answering.accept();
                Thread.ofVirtual().start(() -> echo(asking));
            }
        } catch (IOException closed) {
            // So it ends.
        }
    }

    private void echo(Socket asking) {
        try (asking) {
            for (int question = asking.getInputStream().read();
                    question >= 0;
                    question = asking.getInputStream().read()) {
                asked.add(question);
                asking.getOutputStream().write(question);
            }
        } catch (IOException ended) {
            // As the other side may.
        }
    }
}
