package org.messagebroker.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What somebody sees who has broken into the machine of Redis: its memory, its files, and its console. */
record RedisFiles(RunningSystem system) {

    private static final int REDIS = 8379;
    private static final int PART = 1 << 20;

    /** Whether the text is anywhere in the memory of Redis' process or in its files. */
    boolean contain(String text) {
        try {
            return isInMemory(text) || isInFiles(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isInMemory(String text) throws IOException {
        long pid = system.process("redis").pid();
        try (RandomAccessFile memory = new RandomAccessFile("/proc/" + pid + "/mem", "r")) {
            for (String region : Files.readAllLines(Path.of("/proc/" + pid + "/maps"))) {
                if (region.contains(" rw") && isIn(memory, region.split("[- ]"), text)) {
                    return true;
                }
            }
            return false;
        }
    }

    boolean isInFiles(String text) throws IOException {
        try (Stream<Path> files = Files.walk(system.data().resolve("redis"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (latin(Files.readAllBytes(file)).contains(bytesOf(text))) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The first line of the answer to a line said to Redis. */
    String say(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), system.port(REDIS));
                BufferedReader answers =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            socket.setSoTimeout(5_000);
            for (String line : List.of("AUTH " + password(), command)) {
                socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
            }
            String authenticated = answers.readLine();
            return "+OK".equals(authenticated) ? answers.readLine() : authenticated;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Spoils the envelope of a message that waits, so that the server refuses it. */
    void spoil(String id) {
        alter(id, "string.sub(e, 1, -2) .. (string.sub(e, -1) == 'x' and 'y' or 'x')");
    }

    /** Rewrites the envelope {@code e} of a message that waits. */
    void alter(String id, String change) {
        String script = "local e = redis.call('HGET', KEYS[1], ARGV[1]); local f = " + change
                + "; redis.call('HSET', KEYS[1], ARGV[1], f); return e ~= f and 1 or 0";
        assertEquals(":1", say("EVAL \"" + script + "\" 1 broker:{0}:messages " + id));
    }

    private String password() {
        return RunningSystem.read(system.data().resolve("proxy/.env"))
                .lines()
                .filter(line -> line.startsWith("REDIS_PASSWORD="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isIn(RandomAccessFile memory, String[] region, String text) throws IOException {
        long begin = Long.parseUnsignedLong(region[0], 16);
        long end = Long.parseUnsignedLong(region[1], 16);
        byte[] part = new byte[PART + bytesOf(text).length()];
        for (long at = begin; at < end; at += PART) {
            memory.seek(at);
            int read = memory.read(part, 0, (int) Math.min(part.length, end - at));
            if (read > 0 && new String(part, 0, read, StandardCharsets.ISO_8859_1).contains(bytesOf(text))) {
                return true;
            }
        }
        return false;
    }

    /** The text's UTF-8 bytes, each as a character. */
    private static String bytesOf(String text) {
        return latin(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
