package org.messagebroker.server.login;

import io.helidon.dbclient.DbExecute;
import java.util.Map;
import java.util.Optional;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerEntry.Kind;
import org.messagebroker.server.login.LoginThrottle.Attempt;
import org.messagebroker.server.user.Email;
import org.messagebroker.server.user.PasswordHasher;
import org.messagebroker.server.user.SecretToken;
import org.messagebroker.server.user.User;
import org.messagebroker.server.user.UserSessions;
import org.messagebroker.server.user.UserStore;
import org.messagebroker.server.user.UserStore.Account;

/**
 * Gives a super_admin his account back who can log in no more and whom nobody else can help. There is no way to it over the
 * network: it takes the server's own settings, its master key and its ledger.
 */
public final class Recovery {

    private static final String HOST = "somebody on the server's host";
    private static final String SUPER_ADMIN = "super_admin";

    private final Database database;
    private final UserStore users;
    private final UserSessions sessions;
    private final SecondFactors factors;
    private final LoginThrottle throttle;
    private final PasswordHasher hasher;
    private final LoginMails mails;
    private final Ledger ledger;
    private final AuditStore audit;

    Recovery(LoginParts parts, LoginMails mails) {
        this.database = parts.database();
        this.users = new UserStore(database);
        this.sessions = new UserSessions(parts.ledger(), parts.clock());
        this.factors = parts.factors();
        this.throttle = parts.throttle();
        this.hasher = parts.hasher();
        this.mails = mails;
        this.ledger = parts.ledger();
        this.audit = parts.audit();
    }

    /**
     * Enables the account, takes its second factor away, ends its sessions and gives it a password that has to be replaced at
     * the next log-in.
     *
     * @return the password; empty when there is no super_admin of this address
     */
    public Optional<String> recover(String email) {
        Optional<User> user =
                Email.parse(email).flatMap(users::find).map(Account::user).filter(Recovery::isSuperAdmin);
        String password = SecretToken.create().value();
        String hash = hasher.hash(password);
        return user.map(found -> database.transaction(transaction -> {
            users.lock(transaction, found.id())
                    .map(Account::user)
                    .ifPresent(locked -> recover(transaction, locked, hash));
            return password;
        }));
    }

    private static boolean isSuperAdmin(User user) {
        return user.role().equals(SUPER_ADMIN);
    }

    private void recover(DbExecute transaction, User user, String hash) {
        ledger.append(Kind.USER_ENABLED, user.id().toString(), Map.of());
        users.setPassword(transaction, user.id(), hash);
        users.update(
                transaction, user.withActive(true).withExpiry(Optional.empty()).withPasswordChange(true));
        boolean hadFactor = factors.remove(transaction, user.id());
        long ended = sessions.endAll(transaction, user.id(), Optional.empty(), "account recovered");
        throttle.forgive(transaction, new Attempt(user.email().value(), ""));
        mails.recovered(transaction, user);
        audit.add(
                transaction,
                new AuditEntry(
                        new Actor(Optional.empty(), HOST, "", ""),
                        "user.recover",
                        user.email().value(),
                        Map.of("second_factor_removed", hadFactor, "sessions", ended)));
    }
}
