package org.messagebroker.queue;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers each command as it was told to, for what a real Redis does only in a rare moment. Others it answers OK. */
final class FakeRedis implements AutoCloseable {

    private final ServerSocket server;
    private final Map<String, String> answers;

    private FakeRedis(ServerSocket server, Map<String, String> answers) {
        this.server = server;
        this.answers = answers;
    }

    /** @param answers in Redis's protocol, without the last line's end, by the name of the command */
    static FakeRedis start(Map<String, String> answers) throws IOException {
        FakeRedis fake = new FakeRedis(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), answers);
        Thread.startVirtualThread(fake::accept);
        return fake;
    }

    RedisConfig config() {
        return RedisConfig.of("127.0.0.1", server.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                Thread.startVirtualThread(() -> talk(client));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void talk(Socket client) {
        try (client) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            while (true) {
                String answer = answers.getOrDefault(command(in), "+OK") + "\r\n";
                client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException gone) {
            // The client has left.
        }
    }

    /** Reads a command with its arguments; answers its name. */
    private static String command(DataInputStream in) throws IOException {
        int parts = number(in);
        String name = text(in);
        for (int i = 1; i < parts; i++) {
            var _ = text(in);
        }
        return name;
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] text = new byte[number(in)];
        in.readFully(text);
        var _ = in.readShort();
        return new String(text, StandardCharsets.UTF_8);
    }

    /** A line such as {@code *3} or {@code $17}. */
    private static int number(DataInputStream in) throws IOException {
        var _ = in.readByte();
        int number = 0;
        for (byte next = in.readByte(); next != '\r'; next = in.readByte()) {
            number = number * 10 + next - '0';
        }
        var _ = in.readByte();
        return number;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
