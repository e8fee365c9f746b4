package org.messagebroker.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.messagebroker.server.authority.AuthorityConfig;
import org.messagebroker.server.crypto.MasterKeySource;
import org.messagebroker.server.database.DatabaseConfig;
import org.messagebroker.server.reencryption.ReencryptionConfig;
import org.messagebroker.server.user.BootstrapConfig;
import org.messagebroker.server.user.JwtConfig;
import org.messagebroker.service.tls.TlsConfig;
import org.messagebroker.settings.Settings;

/**
 * The server's own settings.
 *
 * @param masterKey where the key is that wraps the database's keys
 * @param reencryption how fast stored rows are sealed again after a rotation
 * @param ledger the directory of what no restore may undo
 * @param administrator the first one, if settings name him
 * @param certificates a directory whose certificates are entered into an empty inventory
 * @param grace how long proxies accept without hearing from the server
 * @param tls the files of the server's own certificate, and what its listener offers when nobody has decided otherwise
 */
record ServerConfig(
        DatabaseConfig database,
        MasterKeySource masterKey,
        ReencryptionConfig reencryption,
        Path ledger,
        AuthorityConfig authority,
        JwtConfig jwt,
        Optional<BootstrapConfig> administrator,
        Optional<Path> certificates,
        Duration grace,
        TlsConfig tls) {

    static ServerConfig of(Settings settings) {
        return new ServerConfig(
                DatabaseConfig.of(settings),
                MasterKeySource.of(settings),
                ReencryptionConfig.of(settings),
                settings.path("ledger-path"),
                AuthorityConfig.of(settings),
                jwt(settings),
                administrator(settings),
                settings.optionalPath("bootstrap.certificates-path"),
                settings.duration("policy.grace"),
                TlsConfig.of(settings));
    }

    private static JwtConfig jwt(Settings settings) {
        return new JwtConfig(
                settings.optionalText("jwt.secret").orElse(""),
                settings.text("jwt.algorithm"),
                Duration.ofMinutes(settings.integer("jwt.expire-minutes", 1, 1440)),
                settings.duration("jwt.session-lifetime"));
    }

    private static Optional<BootstrapConfig> administrator(Settings settings) {
        return settings.optionalText("bootstrap.admin-email")
                .map(email -> new BootstrapConfig(email, settings.path("bootstrap.admin-password-file")));
    }
}
