package org.messagebroker.server;

import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import org.messagebroker.openapi.DescriptionRoutes;
import org.messagebroker.server.alert.AlertFeature;
import org.messagebroker.server.alert.Sources;
import org.messagebroker.server.audit.AuditFeature;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.audit.ChainKey;
import org.messagebroker.server.authority.AuthorityFeature;
import org.messagebroker.server.certificate.CertificateFeature;
import org.messagebroker.server.client.ClientFeature;
import org.messagebroker.server.client.InventoryImport;
import org.messagebroker.server.command.CommandFeature;
import org.messagebroker.server.command.CommandStore;
import org.messagebroker.server.crypto.KeyRing;
import org.messagebroker.server.crypto.MasterKey;
import org.messagebroker.server.crypto.MasterKeyException;
import org.messagebroker.server.crypto.UnsealKeys;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.database.Durability;
import org.messagebroker.server.database.Schema;
import org.messagebroker.server.enrolment.EnrolmentFeature;
import org.messagebroker.server.expiry.ExpiringUsers;
import org.messagebroker.server.expiry.ExpiryRoutes;
import org.messagebroker.server.health.DatabaseProbe;
import org.messagebroker.server.health.GuardedRules;
import org.messagebroker.server.health.HealthRoutes;
import org.messagebroker.server.health.Preparation;
import org.messagebroker.server.key.KeyFeature;
import org.messagebroker.server.ledger.Ledger;
import org.messagebroker.server.ledger.LedgerException;
import org.messagebroker.server.ledger.LedgerMerge;
import org.messagebroker.server.login.LoginFeature;
import org.messagebroker.server.login.OwnPasswordFeature;
import org.messagebroker.server.mail.MailFeature;
import org.messagebroker.server.message.MessageFeature;
import org.messagebroker.server.policy.PolicyFeature;
import org.messagebroker.server.policy.PolicyParts;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.server.retention.RetentionFeature;
import org.messagebroker.server.role.RoleFeature;
import org.messagebroker.server.statistics.StatisticsFeature;
import org.messagebroker.server.testmessage.TestMessages;
import org.messagebroker.server.tls.TlsFeature;
import org.messagebroker.server.tls.TlsStore;
import org.messagebroker.server.user.PasswordHasher;
import org.messagebroker.server.user.UserFeature;
import org.messagebroker.service.Launcher;
import org.messagebroker.service.Metrics;
import org.messagebroker.service.Service;
import org.messagebroker.service.StartException;
import org.messagebroker.service.tls.SigningKey;
import org.messagebroker.settings.Settings;

/**
 * The server: stores messages, knows clients and people, and shows people what they may see. Passive: it calls nobody but
 * its database.
 */
public final class ServerMain {

    private ServerMain() {}

    /** Runs until the process is told to stop. */
    public static void main(String[] args) {
        Launcher.run("server", ServerMain.class, ServerMain::start);
    }

    /**
     * Starts a server; its ports are those of the answer. It listens before its database is there, and is ready when
     * the schema is.
     *
     * @throws org.messagebroker.settings.SettingsException for a setting that is missing or malformed
     * @throws StartException when a file that it needs is missing or not safe
     */
    public static Service start(Settings settings) {
        return start(ServerConfig.of(settings), settings, InstantSource.system());
    }

    private static Service start(ServerConfig config, Settings settings, InstantSource clock) {
        MasterKey masterKey = masterKey(config);
        Metrics metrics = new Metrics();
        Database database = Database.open(config.database());
        KeyRing keys = KeyRing.create(masterKey, database, clock);
        ChainKey chainKey = ChainKey.of(masterKey);
        AuditStore audit = new AuditStore(chainKey, clock);
        Ledger ledger = ledger(config, masterKey, clock);
        PolicyVersions versions = new PolicyVersions(clock);
        MailFeature mail = MailFeature.create(database, masterKey, config.mail(), audit, metrics, clock);
        PasswordHasher hasher = new PasswordHasher(config.login().cost());
        LoginFeature login =
                LoginFeature.create(database, config.login(), masterKey, hasher, mail.post(), ledger, audit, clock);
        UserFeature users = UserFeature.create(database, hasher, login.authentication(), ledger, audit, clock);
        RoleFeature roles = RoleFeature.create(database, users.authentication(), users.people(), audit);
        OwnPasswordFeature ownPassword =
                OwnPasswordFeature.create(database, hasher, users.authentication(), ledger, audit, clock);
        AuditFeature audits = AuditFeature.create(
                database, config.audit(), chainKey, audit, ledger, users.authentication(), metrics, clock);
        AuthorityFeature authority = AuthorityFeature.create(
                database, config.authority(), masterKey, users.authentication(), versions, ledger, audit, clock);
        TlsStore tls = new TlsStore();
        TestMessages tests = new TestMessages(database, audit, clock);
        PolicyFeature policy = new PolicyFeature(
                database,
                versions,
                policyParts(config, masterKey, keys, authority, tls),
                tests,
                tls::countAtProxies,
                audit,
                clock);
        CommandStore orders = new CommandStore(database, clock);
        MessageFeature messages = MessageFeature.create(
                database, keys, audit, users.authentication(), policy.admission(), orders, tests, metrics, clock);
        CommandFeature commands = CommandFeature.create(
                database, orders, messages.letters(), users.authentication(), policy.admission(), audit, clock);
        RetentionFeature retention =
                RetentionFeature.create(database, users.authentication(), config.statisticsZone(), audit, clock);
        StatisticsFeature statistics =
                StatisticsFeature.create(database, users.authentication(), config.statisticsZone(), clock);
        CertificateFeature certificates = CertificateFeature.create(
                database,
                authority,
                config.authority(),
                users.authentication(),
                versions,
                ledger,
                audit,
                metrics,
                clock);
        ExpiringUsers expiringUsers = new ExpiringUsers(database, clock);
        Sources sources = new Sources(
                database,
                certificates::expiring,
                expiringUsers::within,
                policy.proxies()::all,
                config.ledger(),
                audits.warning(),
                clock);
        AlertFeature alerts = AlertFeature.create(
                database, config.alerts(), sources, mail.post(), users.authentication(), audit, clock);
        ClientFeature clients = ClientFeature.create(database, users.authentication(), versions, ledger, audit, clock);
        EnrolmentFeature enrolments = EnrolmentFeature.create(
                database,
                users.authentication(),
                policy.admission(),
                authority,
                certificates,
                versions,
                audit,
                config.authority().days(),
                clock);
        TlsFeature listeners =
                TlsFeature.create(database, tls, users.authentication(), policy.proxies(), versions, audit, clock);
        InventoryImport inventory =
                new InventoryImport(database, certificates.store(), authority.authorities(), versions, audit, clock);
        DatabaseProbe probe = new DatabaseProbe(new Schema(database), new Durability(database), clock);
        Preparation preparation = new Preparation(probe, () -> {
            keys.open();
            audits.prepare();
            authority.prepare();
            retention.prepare();
            config.certificates().ifPresent(inventory::importIfEmpty);
            new LedgerMerge(ledger, database, versions, audit).merge();
            authority.prepared();
            config.administrator().ifPresent(users.firstAdministrator()::createIfThereAreNoUsers);
        });
        KeyFeature keyFeature = KeyFeature.create(
                database,
                keys,
                config.reencryption(),
                policy.proxies(),
                config.grace(),
                users.authentication(),
                versions,
                audit,
                metrics,
                clock);
        meters(metrics, database);
        preparation.begin();
        Service service = Service.builder("server", settings)
                .metrics(metrics)
                .requestMetrics("main_server")
                .routing(routes -> routes.register(
                        new HealthRoutes(preparation, probe, keyFeature.warning(), audits.warning(), version(), clock),
                        new DescriptionRoutes("server")))
                .routing(routes -> new GuardedRules(routes, preparation)
                        .register(
                                login.routes(),
                                login.adminRoutes(users.people()),
                                mail.routes(users.authentication()),
                                messages.internalRoutes(),
                                messages.portalRoutes(),
                                messages.adminRoutes(),
                                messages.deadLetterRoutes(),
                                commands.internalRoutes(),
                                commands.adminRoutes(),
                                authority,
                                certificates,
                                policy.internalRoutes())
                        .register(clients.routes(), enrolments.routes(), listeners.routes(), keyFeature.routes())
                        .register(users.routes(), roles.routes(), ownPassword.routes())
                        .register(retention.routes(), statistics.routes(), audits.routes())
                        .register(
                                alerts.routes(),
                                new ExpiryRoutes(users.authentication(), certificates::expiring, expiringUsers))
                        .register(policy.adminRoutes(users.authentication())))
                .onTls(listeners::govern)
                .readiness("preparation", preparation)
                .readiness("database", probe)
                .onStopping(policy::stopWaiting)
                .onStop(preparation)
                .onStop(listeners)
                .onStop(authority)
                .onStop(retention)
                .onStop(statistics)
                .onStop(keyFeature)
                .onStop(audits)
                .onStop(login)
                .onStop(mail)
                .onStop(database)
                .start();
        listeners.begin(preparation);
        certificates.follow(service);
        keyFeature.follow(authority.upkeep());
        authority.upkeep().add("Looking after the audit", audits::turn);
        authority.upkeep().add("Looking for what to alert of", alerts::turn);
        authority.follow(service);
        retention.begin(preparation);
        statistics.begin(preparation);
        mail.begin(preparation);
        login.begin(preparation);
        return service;
    }

    private static MasterKey masterKey(ServerConfig config) {
        try {
            return config.masterKey().load();
        } catch (MasterKeyException refused) {
            throw new StartException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static Ledger ledger(ServerConfig config, MasterKey masterKey, InstantSource clock) {
        try {
            return Ledger.in(config.ledger(), masterKey.derive("ledger"), clock);
        } catch (LedgerException refused) {
            throw new StartException(String.valueOf(refused.getMessage()), refused);
        }
    }

    private static PolicyParts policyParts(
            ServerConfig config, MasterKey masterKey, KeyRing keys, AuthorityFeature authority, TlsStore tls) {
        byte[] contentKey = masterKey.derive("idempotency content").getEncoded();
        return new PolicyParts(
                config.grace(),
                authority.authorities()::trustedPem,
                new UnsealKeys(keys)::published,
                Base64.getEncoder().encodeToString(contentKey),
                tls::proxyPolicy,
                () -> SigningKey.read(config.tls().certificate(), config.tls().key()));
    }

    private static void meters(Metrics metrics, Database database) {
        metrics.gauge("main_server_db_connections", "Open connections to the database", database::connections);
    }

    private static String version() {
        return Optional.ofNullable(ServerMain.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
