package org.messagebroker.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The load generator's process. Runs each {@link LoadOrder} that it reads as a line of JSON from standard input and
 * answers with a {@link LoadReport} as a line of JSON; ends when the input does, and so with whoever started it.
 */
public final class LoadMain {
    private LoadMain() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ObjectMapper json = json();
        BlockingQueue<String> orders = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("orders").start(() -> read(orders));
        while (true) {
            LoadReport report = LoadGenerator.run(json.readValue(orders.take(), LoadOrder.class));
            System.out.println(json.writeValueAsString(report));
        }
    }

    /** Beside the load, so that the process ends in the midst of one when whoever ordered it is gone. */
    private static void read(BlockingQueue<String> orders) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        lines.lines().forEach(orders::add);
        System.exit(0);
    }

    static ObjectMapper json() {
        return new ObjectMapper().findAndRegisterModules();
    }
}
