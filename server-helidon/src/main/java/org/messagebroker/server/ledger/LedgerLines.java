package org.messagebroker.server.ledger;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.Json;

/** The lines of the ledger: HMAC in hexadecimal over the line before's HMAC and the entry, a space, the entry as JSON. */
final class LedgerLines {

    private static final int MAC_LENGTH = 64;

    private final SecretKey key;

    LedgerLines(SecretKey key) {
        this.key = key;
    }

    String line(LedgerEntry entry, String macBefore) {
        String json = new String(Json.bytes(entry), StandardCharsets.UTF_8);
        return mac(macBefore, json) + " " + json + "\n";
    }

    /**
     * Reads the lines that follow what was read before.
     *
     * @throws LedgerException when a line is not what stood there
     */
    Read read(String text, Mark before) {
        List<LedgerEntry> entries = new ArrayList<>();
        String mac = before.lastMac();
        int begin = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', begin)) {
            String line = text.substring(begin, end);
            LedgerEntry entry = entry(line, mac, before.count() + entries.size() + 1L);
            entries.add(entry);
            mac = line.substring(0, MAC_LENGTH);
            begin = end + 1;
        }
        long length = text.substring(0, begin).getBytes(StandardCharsets.UTF_8).length;
        return new Read(entries, new Mark(before.count() + entries.size(), mac, before.length() + length));
    }

    private LedgerEntry entry(String line, String macBefore, long sequence) {
        if (line.length() > MAC_LENGTH + 1) {
            String json = line.substring(MAC_LENGTH + 1);
            byte[] found = line.substring(0, MAC_LENGTH).getBytes(StandardCharsets.UTF_8);
            byte[] right = mac(macBefore, json).getBytes(StandardCharsets.UTF_8);
            if (MessageDigest.isEqual(found, right)) {
                return parsed(json, sequence);
            }
        }
        throw altered(sequence);
    }

    private static LedgerEntry parsed(String json, long sequence) {
        try {
            LedgerEntry entry = Json.parse(json.getBytes(StandardCharsets.UTF_8), LedgerEntry.class);
            if (entry.sequence() == sequence) {
                return entry;
            }
        } catch (Problem unreadable) {
            // Said below.
        }
        throw altered(sequence);
    }

    private static LedgerException altered(long line) {
        return new LedgerException("the ledger was altered at line " + line
                + ", or written under another master key; put back the copy that belongs to this server");
    }

    private String mac(String before, String json) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update(before.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(json.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", impossible);
        }
    }

    /**
     * How far the ledger was read.
     *
     * @param count lines
     * @param lastMac of the last one
     * @param length bytes of the whole lines
     */
    record Mark(long count, String lastMac, long length) {
        /** Before the first line. */
        static final Mark BEGIN = new Mark(0, "", 0);
    }

    /** What was read, and how far. */
    record Read(List<LedgerEntry> entries, Mark end) {}
}
