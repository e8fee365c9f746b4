package org.messagebroker.server.authority;

import java.util.Locale;

/** How an authority stands. From retired there is no way back. */
public enum AuthorityState {
    /** Trusted, issues nothing yet. */
    STANDBY,
    /** Issues; never more than one. */
    ACTIVE,
    /** Issues no more; its certificates stay good. */
    TRUSTED,
    /** Trusted no longer. */
    RETIRED;

    /** As it stands in the database and on the wire. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    static AuthorityState parse(String wire) {
        return valueOf(wire.toUpperCase(Locale.ROOT));
    }
}
