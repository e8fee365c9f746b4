package org.messagebroker.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.UUID;
import org.messagebroker.bench.prove.Site;
import org.messagebroker.cli.AdminServer;

/** Compares what clients were told with the decrypted rows. One thread at a time. */
final class Reckoning {

    private static final int PAGE = 1000;
    private static final int PAGES_OF_ONE_LOGIN = 100;

    private final String client;
    private final long[] high;
    private final long[] low;
    private final BitSet accepted = new BitSet();
    private final BitSet kept = new BitSet();
    private final BitSet seen = new BitSet();
    private long rows;
    private long duplicated;
    private long unanswered;
    private long refused;

    private Reckoning(String client, int numbers) {
        this.client = client;
        high = new long[numbers];
        low = new long[numbers];
    }

    /** Reads all rows of the client, newest first. */
    static Reckoning of(String client, Site site, Journal journal, Clients clients) throws IOException {
        Reckoning reckoning = new Reckoning(client, (int) clients.numbers());
        journal.read(reckoning::told);
        reckoning.read(site, clients);
        return reckoning;
    }

    private void told(long number, UUID id) {
        accepted.set((int) number);
        high[(int) number] = id.getMostSignificantBits();
        low[(int) number] = id.getLeastSignificantBits();
    }

    private void read(Site site, Clients clients) throws IOException {
        AdminServer admin = site.adminAgain();
        String after = "";
        String previous = "";
        for (int page = 1; true; page++) {
            JsonNode found = admin.get("/portal/messages?status_filter=delivered&limit=" + PAGE + after);
            for (JsonNode row : found) {
                String id = row.path("message_id").asText();
                if (id.equals(previous)) {
                    duplicated++;
                } else if (row.path("client_id").asText().equals(client)) {
                    row(UUID.fromString(id), row.path("message_body").asText(), clients);
                }
                previous = id;
            }
            if (found.size() < PAGE) {
                return;
            }
            after = "&after=" + previous;
            admin = page % PAGES_OF_ONE_LOGIN == 0 ? site.adminAgain() : admin;
        }
    }

    private void row(UUID id, String body, Clients clients) {
        rows++;
        int number = Integer.parseInt(body.substring(Clients.TEXT.length()));
        if (seen.get(number)) {
            duplicated++;
        }
        seen.set(number);
        if (!accepted.get(number)) {
            unanswered += clients.wasRefused(number) ? 0 : 1;
            refused += clients.wasRefused(number) ? 1 : 0;
        } else if (new UUID(high[number], low[number]).equals(id)) {
            kept.set(number);
        }
    }

    /** How many rows the client has. */
    long stored() {
        return rows;
    }

    /** The numbers of accepted messages that have no row of that id and text. */
    List<Integer> lost() {
        BitSet lost = (BitSet) accepted.clone();
        lost.andNot(kept);
        return new ArrayList<>(lost.stream().boxed().toList());
    }

    /** Rows beyond the first of one id, or of one message and so of one idempotency key. */
    long duplicated() {
        return duplicated;
    }

    /** Rows of messages whose sender was not answered, or was told that it is unknown. */
    long unanswered() {
        return unanswered;
    }

    /** Rows of messages that were refused outright. */
    long refused() {
        return refused;
    }
}
