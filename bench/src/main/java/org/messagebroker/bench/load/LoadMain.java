package org.messagebroker.bench.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The load generator's process. Runs each {@link LoadOrder} that it reads as a line of JSON from standard input and
 * answers with a {@link LoadReport} as a line of JSON; ends when the input does, and so with whoever started it.
 */
public final class LoadMain {
    private LoadMain() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        ObjectMapper json = json();
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            LoadReport report = LoadGenerator.run(json.readValue(line, LoadOrder.class));
            System.out.println(json.writeValueAsString(report));
        }
    }

    static ObjectMapper json() {
        return new ObjectMapper().findAndRegisterModules();
    }
}
