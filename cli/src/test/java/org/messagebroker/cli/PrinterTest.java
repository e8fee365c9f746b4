package org.messagebroker.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class PrinterTest {

    private static final String TWO = """
            {"clients":[{"client_id":"shop-1","rate":null,"tags":["a","b"]},{"client_id":"x","rate":5,"tags":[]}]}""";

    private final StringWriter out = new StringWriter();

    @Test
    void showsAListAsAlignedColumns() throws JsonProcessingException {
        print(false, TWO, "client_id", "rate", "tags");

        assertEquals("CLIENT ID  RATE  TAGS\nshop-1     -     a, b\nx          5\n", out.toString());
    }

    @Test
    void saysThatAListIsEmpty() throws JsonProcessingException {
        print(false, "[]", "client_id");

        assertEquals("None.\n", out.toString());
    }

    @Test
    void givesProgramsTheAnswerAsItIs() throws JsonProcessingException {
        print(true, TWO, "client_id");

        assertEquals(AdminServer.JSON.readTree(TWO), AdminServer.JSON.readTree(out.toString()));
    }

    @Test
    void tellsProgramsNoSentences() {
        new Printer(new PrintWriter(out), true).say("Done.");

        assertEquals("", out.toString());
    }

    private void print(boolean json, String answer, String... columns) throws JsonProcessingException {
        new Printer(new PrintWriter(out), json).table(AdminServer.JSON.readTree(answer), columns);
    }
}
