package org.messagebroker.admin.user;

import java.util.Optional;
import org.messagebroker.admin.page.Asked;
import org.messagebroker.admin.server.UserQuery;

/** Which accounts a person looks for, as the address says. */
record UserFilter(Optional<String> search, Optional<String> role, Optional<UserState> state) {

    static final String SEARCH = "search";
    static final String ROLE = "role";
    static final String STATE = "state";

    static final UserFilter NONE = of(new Asked(java.util.Map.of()));

    static UserFilter of(Asked asked) {
        return new UserFilter(asked.get(SEARCH), asked.get(ROLE), asked.get(STATE, UserState::byTag));
    }

    boolean isSet() {
        return search.isPresent() || role.isPresent() || state.isPresent();
    }

    /** The same for the server, to which disabled accounts are neither active nor a matter of time. */
    UserQuery query() {
        return new UserQuery(
                search,
                role,
                state.map(wanted -> wanted != UserState.DISABLED),
                state.filter(wanted -> wanted != UserState.DISABLED).map(wanted -> wanted == UserState.EXPIRED));
    }
}
