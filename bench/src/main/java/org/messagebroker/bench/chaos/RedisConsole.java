package org.messagebroker.bench.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.messagebroker.bench.BrokerCommand;

/** Says things to an installation's Redis. */
record RedisConsole(BrokerCommand broker) {

    private static final int REDIS = 8379;
    private static final int PATIENCE_MILLIS = 10_000;

    /** The value of a setting. */
    String setting(String name) throws IOException {
        try (Talk talk = new Talk()) {
            talk.say("CONFIG GET " + name);
            for (int i = 0; i < 4; i++) {
                talk.hear();
            }
            return talk.hear();
        }
    }

    void set(String name, String value) throws IOException {
        try (Talk talk = new Talk()) {
            talk.say("CONFIG SET " + name + " " + value);
            String answer = talk.hear();
            if (!answer.equals("+OK")) {
                throw new IOException("Redis answers " + answer + " to a new " + name);
            }
        }
    }

    private String password() throws IOException {
        return Files.readAllLines(broker.data().resolve("proxy/.env")).stream()
                .filter(line -> line.startsWith("REDIS_PASSWORD="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow(() -> new IOException("the proxy has no password for Redis"));
    }

    /** One conversation, as one of the administrators. */
    private final class Talk implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader answers;

        Talk() throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), REDIS + broker.portOffset());
            socket.setSoTimeout(PATIENCE_MILLIS);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            say("AUTH " + password());
            hear();
        }

        void say(String line) throws IOException {
            socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }

        String hear() throws IOException {
            String line = answers.readLine();
            if (line == null) {
                throw new IOException("Redis has ended the conversation");
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
