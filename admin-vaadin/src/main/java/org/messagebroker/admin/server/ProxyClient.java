package org.messagebroker.admin.server;

import java.util.List;
import java.util.Map;
import org.messagebroker.api.EnrolmentOrder;
import org.messagebroker.api.EnrolmentView;
import org.messagebroker.api.NewEnrolment;
import org.messagebroker.api.ProxyView;
import org.messagebroker.api.TestMessageView;
import org.springframework.stereotype.Component;

/** How the proxies are, and new ones: {@code /admin/proxies} and {@code /admin/enrolments}. Thread-safe. */
@Component
public final class ProxyClient {

    private static final Uri STATUS = Uri.of("/admin/proxies/status");
    private static final Uri ENROLMENTS = Uri.of("/admin/enrolments");

    private final ServerCalls server;

    ProxyClient(ServerCalls server) {
        this.server = server;
    }

    /** All proxies, by name; refused to who may not see them. */
    public Answer<List<ProxyState>> proxies(PortalSession session) {
        return server.get(session, STATUS, ProxyState[].class).map(List::of);
    }

    /** Everything about all proxies. */
    public Answer<List<ProxyView>> views(PortalSession session) {
        return server.get(session, STATUS, ProxyView[].class).map(List::of);
    }

    /** Forgets one that is gone. */
    public Answer<Nothing> forget(PortalSession session, String name) {
        return server.delete(session, Uri.of("/admin/proxies/{name}", name));
    }

    /** Sends a test message through one, or answers the one that is under way; the proxies tell how far it is. */
    public Answer<TestMessageView> test(PortalSession session, String name) {
        return server.post(session, Uri.of("/admin/proxies/{name}/test", name), Map.of(), TestMessageView.class);
    }

    /** The invitations for new proxies and workers. */
    public Answer<List<EnrolmentView>> invitations(PortalSession session) {
        return server.get(session, ENROLMENTS, EnrolmentView[].class).map(List::of);
    }

    /** Invites one. */
    public Answer<NewEnrolment> invite(PortalSession session, EnrolmentOrder order) {
        return server.post(session, ENROLMENTS, order, NewEnrolment.class);
    }

    /** Withdraws an invitation. */
    public Answer<Nothing> withdraw(PortalSession session, String id) {
        return server.delete(session, Uri.of("/admin/enrolments/{id}", id));
    }
}
