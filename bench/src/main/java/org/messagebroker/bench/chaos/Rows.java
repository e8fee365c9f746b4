package org.messagebroker.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.messagebroker.bench.prove.Site;
import org.messagebroker.cli.AdminServer;

/**
 * The rows of one client, decrypted, as an administrator reads them page by page.
 *
 * @param client its id
 */
record Rows(Site site, String client) {

    private static final int PAGE = 1000;

    /** A log-in lasts some minutes. */
    private static final int PAGES_OF_ONE_LOGIN = 100;

    /** All delivered messages: the id and the text of each. */
    void read(BiConsumer<UUID, String> reader) throws IOException {
        AdminServer admin = site.adminAgain();
        String after = "";
        for (int page = 1; true; page++) {
            JsonNode rows = admin.get("/portal/messages?status_filter=delivered&limit=" + PAGE + after);
            for (JsonNode row : rows) {
                if (row.path("client_id").asText().equals(client)) {
                    reader.accept(
                            UUID.fromString(row.path("message_id").asText()),
                            row.path("message_body").asText());
                }
                after = "&after=" + row.path("message_id").asText();
            }
            if (rows.size() < PAGE) {
                return;
            }
            admin = page % PAGES_OF_ONE_LOGIN == 0 ? site.adminAgain() : admin;
        }
    }
}
