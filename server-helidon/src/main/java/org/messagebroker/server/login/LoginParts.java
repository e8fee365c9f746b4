package org.messagebroker.server.login;

import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.user.PasswordHasher;
import org.messagebroker.server.user.SessionStore;

/** What the steps of a log-in share. */
record LoginParts(
        Database database,
        SessionStore sessions,
        SecondFactors factors,
        ChallengeStore challenges,
        LoginThrottle throttle,
        PasswordHasher hasher,
        AccessTokens tokens,
        Ledger ledger,
        AuditStore audit,
        InstantSource clock) {}
