package org.messagebroker.server;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.audit.ChainKey;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.crypto.MasterKeyException;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.DatabaseUnavailableException;
import org.messagebroker.server.database.Schema;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerException;
import org.messagebroker.server.login.LoginFeature;
import org.messagebroker.server.mail.MailFeature;
import org.messagebroker.server.user.PasswordHasher;
import org.messagebroker.service.Metrics;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

/**
 * Gives a super_admin his account back, on the server's host: {@code java -cp server.jar org.messagebroker.server.RecoverMain
 * EMAIL} in the server's working directory. The database must be up; the server need not be. Exit codes: 0 done, 1 failed, 2
 * wrong usage.
 */
public final class RecoverMain {

    private RecoverMain() {}

    /** Runs it and ends the process. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        if (arguments.length != 1) {
            System.err.println("Say whose account: the e-mail address of a super_admin.");
            return 2;
        }
        try {
            Settings settings = Settings.load(ServerMain.class, Path.of(""), System.getenv());
            return report(arguments[0], recover(settings, arguments[0]));
        } catch (SettingsException | MasterKeyException | LedgerException refused) {
            System.err.println("The account was not recovered: " + refused.getMessage());
        } catch (DatabaseUnavailableException away) {
            System.err.println("The account was not recovered: the database does not answer. Start it first.");
        }
        return 1;
    }

    private static int report(String email, Optional<String> password) {
        if (password.isEmpty()) {
            System.err.println("There is no super_admin with the address " + email + ".");
            return 1;
        }
        System.out.println("The account " + email + " is enabled, without a second factor; its sessions have ended.");
        System.out.println("Password, shown once, to be replaced at the next log-in: " + password.get());
        return 0;
    }

    /**
     * Recovers the account of this address.
     *
     * @return the new password; empty when there is no such super_admin
     */
    static Optional<String> recover(Settings settings, String email) {
        ServerConfig config = ServerConfig.of(settings);
        InstantSource clock = InstantSource.system();
        MasterKey masterKey = config.masterKey().load();
        AuditStore audit = new AuditStore(ChainKey.of(masterKey), clock);
        try (Database database = Database.open(config.database());
                Metrics metrics = new Metrics();
                MailFeature mail = MailFeature.create(database, masterKey, config.mail(), audit, metrics, clock);
                LoginFeature login = LoginFeature.create(
                        database,
                        config.login(),
                        masterKey,
                        new PasswordHasher(config.login().cost()),
                        mail.post(),
                        Ledger.in(config.ledger(), masterKey.derive("ledger"), clock),
                        audit,
                        clock)) {
            new Schema(database).fault().ifPresent(fault -> {
                throw new SettingsException(fault);
            });
            return login.recovery().recover(email);
        }
    }
}
