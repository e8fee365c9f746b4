package org.messagebroker.server.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.SecretKey;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditRecord.Link;
import org.messagebroker.server.crypto.MasterKey;

/**
 * The key of the chains, which is not in the database: who can write there, and nothing else, can make no row that fits.
 * HMAC-SHA-256; every field with its length before it, so that nothing can be moved from one into another. Thread-safe.
 */
public final class ChainKey {

    private static final String ROW = "audit row 1";
    private static final String SEGMENT = "audit segment 1";

    private final SecretKey key;

    private ChainKey(SecretKey key) {
        this.key = key;
    }

    /** The same at every server with this master key. */
    public static ChainKey of(MasterKey masterKey) {
        return new ChainKey(masterKey.derive("audit"));
    }

    /** The row with its place in the chain. */
    Link link(Mac previous, AuditRecord entry) {
        return new Link(entry, previous, row(previous, entry));
    }

    /** Whether the row is as it was written, in this place, after the row that it names. */
    boolean fits(Link link) {
        return row(link.previous(), link.entry()).equals(link.mac());
    }

    private Mac row(Mac previous, AuditRecord entry) {
        Actor actor = entry.actor();
        return new Fields(key)
                .add(ROW)
                .add(previous.hex())
                .add(entry.chain().wire())
                .add(entry.position())
                .add(entry.at().toEpochMilli())
                .add(actor.id().map(UUID::toString).orElse(""))
                .add(actor.name())
                .add(actor.address())
                .add(actor.requestId())
                .add(entry.action())
                .add(entry.target())
                .add(entry.details())
                .mac();
    }

    /** For what stands in the place of removed rows. */
    Mac sign(Segment segment) {
        return new Fields(key)
                .add(SEGMENT)
                .add(segment.chain().wire())
                .add(segment.first())
                .add(segment.last())
                .add(segment.firstAt().toEpochMilli())
                .add(segment.lastAt().toEpochMilli())
                .add(segment.lastMac().hex())
                .add(segment.removedAt().toEpochMilli())
                .mac();
    }

    private static final class Fields {

        private final javax.crypto.Mac hmac;

        Fields(SecretKey key) {
            try {
                hmac = javax.crypto.Mac.getInstance("HmacSHA256");
                hmac.init(key);
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("HMAC-SHA-256 is missing from this JDK", impossible);
            }
        }

        Fields add(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            hmac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
            hmac.update(bytes);
            return this;
        }

        Fields add(long number) {
            return add(Long.toString(number));
        }

        Mac mac() {
            return Mac.of(hmac.doFinal());
        }
    }
}
