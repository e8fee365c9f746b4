package org.messagebroker.proxy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.messagebroker.embedded.EmbeddedRedis;

/** Says a line to Redis, as an administrator would in redis-cli. */
final class RedisConsole {

    private RedisConsole() {}

    /** The first line of Redis' answer. */
    static String say(EmbeddedRedis redis, String command) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), redis.port());
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setSoTimeout(5_000);
            for (String line : List.of("AUTH " + redis.password(), command)) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            String authenticated = answers.readLine();
            return "+OK".equals(authenticated) ? answers.readLine() : authenticated;
        }
    }
}
