package org.messagebroker.bench.chaos;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import org.messagebroker.bench.BrokerCommand;

/** Says things to an installation's Redis. */
record RedisConsole(BrokerCommand broker) {

    private static final int REDIS = 8379;
    private static final int PATIENCE_MILLIS = 10_000;

    /** A worker's consumers have its name, a dash, and what makes them unique. */
    private static final String HELD = String.join(
            " ",
            "local held = 0",
            "for _, fields in ipairs(redis.call('XINFO', 'CONSUMERS', KEYS[1], 'workers')) do",
            "local consumer = {} for i = 1, #fields, 2 do consumer[fields[i]] = fields[i + 1] end",
            "if string.sub(consumer.name, 1, #ARGV[1]) == ARGV[1] then held = held + consumer.pending end",
            "end return held");

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
        String answer = answer("CONFIG SET " + name + " " + value);
        if (!answer.equals("+OK")) {
            throw new IOException("Redis answers " + answer + " to a new " + name);
        }
    }

    /** The first line of what it answers to this command. */
    String answer(String command) throws IOException {
        try (Talk talk = new Talk()) {
            talk.say(command);
            return talk.hear();
        }
    }

    /** What its clock shows. */
    Instant time() throws IOException {
        try (Talk talk = new Talk()) {
            talk.say("TIME");
            talk.hear();
            talk.hear();
            return Instant.ofEpochSecond(Long.parseLong(talk.hear()));
        }
    }

    /** How many entries a worker holds. */
    long heldBy(String worker) throws IOException {
        String answer = answer("EVAL \"" + HELD + "\" 1 broker:{0}:ready " + worker + "-");
        if (!answer.startsWith(":")) {
            throw new IOException("Redis answers " + answer + " when asked what " + worker + " holds");
        }
        return Long.parseLong(answer.substring(1));
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
