package org.messagebroker.admin.server;

import java.util.List;
import org.messagebroker.api.RoleCloneOrder;
import org.messagebroker.api.RoleOrder;
import org.messagebroker.api.RoleView;
import org.springframework.stereotype.Component;

/** Reads and changes roles at the server: {@code /admin/roles}. Thread-safe. */
@Component
public final class RoleClient {

    private static final Uri ALL = Uri.of("/admin/roles");

    private final ServerCalls server;

    RoleClient(ServerCalls server) {
        this.server = server;
    }

    /** All roles. */
    public Answer<List<RoleView>> roles(PortalSession session) {
        return server.get(session, ALL, RoleView[].class).map(List::of);
    }

    /** One role. */
    public Answer<RoleView> role(PortalSession session, String name) {
        return server.get(session, one(name), RoleView.class);
    }

    /** Makes a role. */
    public Answer<RoleView> create(PortalSession session, RoleOrder order) {
        return server.post(session, ALL, order, RoleView.class);
    }

    /** Makes a role that permits the same as another. */
    public Answer<RoleView> clone(PortalSession session, String from, RoleCloneOrder order) {
        return server.post(session, Uri.of("/admin/roles/{name}/clone", from), order, RoleView.class);
    }

    /** Changes a role; it counts at once for everybody who has it. */
    public Answer<RoleView> change(PortalSession session, String name, RoleOrder order) {
        return server.put(session, one(name), order, RoleView.class);
    }

    /** Deletes a role that nobody has. */
    public Answer<Nothing> delete(PortalSession session, String name) {
        return server.delete(session, one(name));
    }

    private static Uri one(String name) {
        return Uri.of("/admin/roles/{name}", name);
    }
}
