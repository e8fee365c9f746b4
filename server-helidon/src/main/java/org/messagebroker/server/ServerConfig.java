package org.messagebroker.server;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import org.messagebroker.api.TlsSettings.ClientAuth;
import org.messagebroker.server.alert.AlertConfig;
import org.messagebroker.server.audit.AuditConfig;
import org.messagebroker.server.authority.AuthorityConfig;
import org.messagebroker.server.crypto.MasterKeySource;
import org.messagebroker.server.database.DatabaseConfig;
import org.messagebroker.server.login.LoginConfig;
import org.messagebroker.server.mail.MailConfig;
import org.messagebroker.server.reencryption.ReencryptionConfig;
import org.messagebroker.server.user.BootstrapConfig;
import org.messagebroker.service.tls.TlsConfig;
import org.messagebroker.settings.Settings;

/**
 * The server's own settings.
 *
 * @param masterKey where the key is that wraps the database's keys
 * @param reencryption how fast stored rows are sealed again after a rotation
 * @param ledger the directory of what no restore may undo
 * @param audit how long the audit is kept, and how often its heads are noted
 * @param alerts how often is looked for what to alert of
 * @param mail the mail server; empty when nothing is to be sent
 * @param administrator the first one, if settings name him
 * @param certificates a directory whose certificates are entered into an empty inventory
 * @param grace how long proxies accept without hearing from the server
 * @param statisticsZone whose days and months statistics and retention mean
 * @param tls the files of the server's own certificate, and what its listener offers when nobody has decided otherwise
 */
record ServerConfig(
        DatabaseConfig database,
        MasterKeySource masterKey,
        ReencryptionConfig reencryption,
        Path ledger,
        AuditConfig audit,
        AlertConfig alerts,
        AuthorityConfig authority,
        LoginConfig login,
        Optional<MailConfig> mail,
        Optional<BootstrapConfig> administrator,
        Optional<Path> certificates,
        Duration grace,
        ZoneId statisticsZone,
        TlsConfig tls) {

    static ServerConfig of(Settings settings) {
        return new ServerConfig(
                DatabaseConfig.of(settings),
                MasterKeySource.of(settings),
                ReencryptionConfig.of(settings),
                settings.path("ledger-path"),
                AuditConfig.of(settings),
                AlertConfig.of(settings),
                AuthorityConfig.of(settings),
                LoginConfig.of(settings),
                MailConfig.of(settings),
                administrator(settings),
                settings.optionalPath("bootstrap.certificates-path"),
                settings.duration("policy.grace"),
                zone(settings),
                tls(settings));
    }

    /** Proxies and workers are known by their certificates alone. */
    private static TlsConfig tls(Settings settings) {
        TlsConfig tls = TlsConfig.of(settings);
        if (tls.settings().clientAuth() == ClientAuth.NONE) {
            throw settings.malformed("server.tls.client-auth", "OPTIONAL or REQUIRED at the server");
        }
        return tls;
    }

    private static ZoneId zone(Settings settings) {
        try {
            return ZoneId.of(settings.text("statistics.zone"));
        } catch (DateTimeException unknown) {
            throw settings.malformed("statistics.zone", "the name of a time zone, such as Asia/Tehran or UTC");
        }
    }

    private static Optional<BootstrapConfig> administrator(Settings settings) {
        return settings.optionalText("bootstrap.admin-email")
                .map(email -> new BootstrapConfig(email, settings.path("bootstrap.admin-password-file")));
    }
}
