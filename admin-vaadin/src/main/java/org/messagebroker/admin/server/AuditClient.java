package org.messagebroker.admin.server;

import java.io.OutputStream;
import java.util.Optional;
import org.messagebroker.api.AuditPage;
import org.messagebroker.api.AuditVerdict;
import org.messagebroker.api.AuditView;
import org.springframework.stereotype.Component;

/** Reads the audit at the server: {@code /admin/audit}. Thread-safe. */
@Component
public final class AuditClient {

    private final ServerCalls server;

    AuditClient(ServerCalls server) {
        this.server = server;
    }

    /** Some acts, the newest first, from a place on. */
    public Answer<AuditPage> acts(PortalSession session, AuditQuery query, Optional<String> after, int limit) {
        Uri uri = query.on(Uri.of("/admin/audit")).with("after", after).with("limit", limit);
        return server.get(session, uri, AuditPage.class);
    }

    /** One act. */
    public Answer<AuditView> act(PortalSession session, String chain, long position) {
        return server.get(session, Uri.of("/admin/audit/{position}", position).with("chain", chain), AuditView.class);
    }

    /** Whether anything was altered, removed, inserted or moved. */
    public Answer<AuditVerdict> verify(PortalSession session) {
        return server.get(session, Uri.of("/admin/audit/verify"), AuditVerdict.class);
    }

    /** Copies everything that is looked for, the oldest first. */
    public Answer<Nothing> export(PortalSession session, AuditQuery query, String format, OutputStream to) {
        Uri uri = query.on(Uri.of("/admin/audit/export")).with("format", format);
        return server.copy(session, uri, Optional.empty(), to);
    }
}
