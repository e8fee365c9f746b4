package org.messagebroker.server.user;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermission;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.messagebroker.server.audit.AuditEntry;
import org.messagebroker.server.audit.AuditEntry.Actor;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the account of the first super_admin while there are no users at all; later its settings change nothing. */
public final class FirstAdministrator {

    private static final Logger LOG = LoggerFactory.getLogger(FirstAdministrator.class);

    private final Database database;
    private final PasswordHasher hasher;
    private final AuditStore audit;
    private final InstantSource clock;

    FirstAdministrator(Database database, PasswordHasher hasher, AuditStore audit, InstantSource clock) {
        this.database = database;
        this.hasher = hasher;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws StartException when the password file is missing, open to others, or its password too short or long */
    public void createIfThereAreNoUsers(BootstrapConfig config) {
        UserStore users = new UserStore(database);
        if (!database.transaction(users::isEmpty)) {
            return;
        }
        User user = user(config.email());
        String hash = hasher.hash(password(config, user));
        boolean created = database.transaction(transaction -> {
            if (!users.isEmpty(transaction)) {
                return false;
            }
            users.add(transaction, user, hash);
            audit.add(
                    transaction,
                    new AuditEntry(Actor.SYSTEM, "user.create", user.email().value(), Map.of("role", user.role())));
            return true;
        });
        if (created) {
            LOG.info("There were no users; {} is the first administrator", user.email());
        }
    }

    private User user(String email) {
        try {
            return new User(
                    UUID.randomUUID(),
                    new Email(email),
                    "super_admin",
                    Optional.empty(),
                    true,
                    Optional.empty(),
                    Optional.empty(),
                    clock.instant(),
                    false);
        } catch (IllegalArgumentException notAnAddress) {
            throw new StartException("bootstrap.admin-email is not an e-mail address");
        }
    }

    private static String password(BootstrapConfig config, User user) {
        try {
            requireOwnerOnly(config);
            String password = Files.readString(config.passwordFile()).strip();
            PasswordRules.fault(password, user.email()).ifPresent(fault -> {
                throw new StartException("the password in " + config.passwordFile() + " " + fault);
            });
            return password;
        } catch (IOException unreadable) {
            throw new StartException(
                    "bootstrap.admin-password-file " + config.passwordFile() + " cannot be read", unreadable);
        }
    }

    private static void requireOwnerOnly(BootstrapConfig config) throws IOException {
        boolean open = Files.getPosixFilePermissions(config.passwordFile()).stream()
                .anyMatch(permission ->
                        permission != PosixFilePermission.OWNER_READ && permission != PosixFilePermission.OWNER_WRITE);
        if (open) {
            throw new StartException("others can read the password file " + config.passwordFile() + "; run: chmod 600 "
                    + config.passwordFile());
        }
    }
}
