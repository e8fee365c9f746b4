package org.messagebroker.admin.server;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.api.AccountChange;
import org.messagebroker.api.AccountOrder;
import org.messagebroker.api.AccountPage;
import org.messagebroker.api.AccountView;
import org.messagebroker.api.SessionView;
import org.springframework.stereotype.Component;

/** Reads and changes accounts at the server: {@code /admin/users}. Thread-safe. */
@Component
public final class UserClient {

    private final ServerCalls server;

    UserClient(ServerCalls server) {
        this.server = server;
    }

    /** Some accounts, by e-mail address, from a place on. */
    public Answer<AccountPage> users(PortalSession session, UserQuery query, Optional<String> after, int limit) {
        Uri uri = query.on(Uri.of("/admin/users")).with("after", after).with("limit", limit);
        return server.get(session, uri, AccountPage.class);
    }

    /** One account. */
    public Answer<AccountView> user(PortalSession session, UUID id) {
        return server.get(session, one(id, ""), AccountView.class);
    }

    /** Makes an account. */
    public Answer<AccountView> create(PortalSession session, AccountOrder order) {
        return server.post(session, Uri.of("/admin/users"), order, AccountView.class);
    }

    /** Changes one thing about an account. */
    public Answer<AccountView> change(PortalSession session, UUID id, AccountChange change) {
        return server.put(session, one(id, place(change)), change, AccountView.class);
    }

    /** Deletes an account. */
    public Answer<Nothing> delete(PortalSession session, UUID id) {
        return server.delete(session, one(id, ""));
    }

    /** Where the person is signed in. */
    public Answer<List<SessionView>> sessions(PortalSession session, UUID id) {
        return server.get(session, one(id, "/sessions"), SessionView[].class).map(List::of);
    }

    /** Ends one of the person's sessions. */
    public Answer<Nothing> endSession(PortalSession session, UUID id, UUID ended) {
        return server.delete(session, Uri.of("/admin/users/{id}/sessions/{session}", id, ended));
    }

    /** Ends all of the person's sessions. */
    public Answer<Nothing> endSessions(PortalSession session, UUID id) {
        return server.delete(session, one(id, "/sessions"));
    }

    private static Uri one(UUID id, String place) {
        return Uri.of("/admin/users/{id}" + place, id);
    }

    private static String place(AccountChange change) {
        return switch (change) {
            case AccountChange.Role role -> "/role";
            case AccountChange.Status status -> "/status";
            case AccountChange.Expiry expiry -> "/expiry";
            case AccountChange.Client client -> "/client";
            case AccountChange.ForcedPasswordChange forced -> "/force-password-change";
            case AccountChange.Password password -> "/password";
        };
    }
}
