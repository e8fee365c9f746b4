package org.messagebroker.api;

import java.util.List;

/** How far the audit's chains have come: {@code GET /admin/audit/head}. */
public record AuditHeads(List<HeadView> heads) {

    public AuditHeads {
        heads = List.copyOf(heads);
    }

    /**
     * The newest row of a chain.
     *
     * @param position its place; 0 for an empty chain
     * @param mac 64 hexadecimal digits
     * @param head all of it as one text, to be kept elsewhere and given to a later verification
     */
    public record HeadView(String chain, long position, String mac, String head) {}
}
