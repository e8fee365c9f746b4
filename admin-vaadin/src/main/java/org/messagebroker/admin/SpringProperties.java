package org.messagebroker.admin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.messagebroker.settings.Settings;
import org.messagebroker.settings.SettingsException;

/**
 * Our settings in Spring Boot's words. What nobody needs to change stands in {@code spring.properties}; Spring reads nothing
 * else, neither the environment nor files of the working directory.
 */
final class SpringProperties {

    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final Set<PosixFilePermission> READ_BY_OTHERS =
            Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

    private final Settings settings;
    private final Map<String, Object> properties = new LinkedHashMap<>();

    private SpringProperties(Settings settings) {
        this.settings = settings;
    }

    /** @throws SettingsException if a setting is malformed or a file cannot be read */
    static Map<String, Object> of(Settings settings) {
        SpringProperties spring = new SpringProperties(settings);
        spring.listener();
        spring.forwarded();
        spring.certificates();
        spring.session();
        spring.management();
        spring.log();
        return spring.properties;
    }

    private void listener() {
        properties.put("server.address", settings.text("portal.host"));
        properties.put("server.port", settings.port("portal.port"));
        properties.put("server.tomcat.max-connections", settings.integer("portal.max-connections", 1, 1_000_000));
        properties.put(
                "server.max-http-request-header-size",
                settings.integer("portal.max-header-bytes", 4096, 1 << 20) + "B");
        properties.put("server.tomcat.connection-timeout", millis("portal.read-timeout"));
        properties.put("server.tomcat.keep-alive-timeout", millis("portal.idle-timeout"));
        properties.put("spring.lifecycle.timeout-per-shutdown-phase", millis("shutdown.grace"));
    }

    /** Tomcat's own valve: from the right, up to the first hop that is none of the load balancers. */
    private void forwarded() {
        ForwardedFrom.networks(settings).ifPresent(networks -> {
            properties.put("server.tomcat.remoteip.remote-ip-header", "X-Forwarded-For");
            properties.put("server.tomcat.remoteip.internal-proxies", networks);
        });
    }

    private void certificates() {
        String portal = "spring.ssl.bundle.pem." + AdminConfig.PORTAL_BUNDLE;
        properties.put("server.ssl.bundle", AdminConfig.PORTAL_BUNDLE);
        properties.put(portal + ".keystore.certificate", readable("portal.cert-path"));
        properties.put(portal + ".keystore.private-key", privateKey());
        properties.put(portal + ".keystore.verify-keys", true);
        properties.put(portal + ".reload-on-update", true);
        properties.put(portal + ".options.enabled-protocols", settings.list("portal.tls.protocols"));
        List<String> ciphers = settings.list("portal.tls.ciphers");
        if (!ciphers.isEmpty()) {
            properties.put(portal + ".options.ciphers", ciphers);
        }
        String server = "spring.ssl.bundle.pem." + AdminConfig.SERVER_BUNDLE;
        properties.put(server + ".truststore.certificate", readable("ca-cert-path"));
        properties.put(server + ".reload-on-update", true);
    }

    private void session() {
        Duration age = settings.duration("session-max-age");
        properties.put("server.servlet.session.timeout", (age.compareTo(IDLE) < 0 ? age : IDLE).toSeconds() + "s");
    }

    private void management() {
        properties.put("management.server.address", settings.text("management.address"));
        properties.put("management.server.port", settings.port("management.port"));
    }

    private void log() {
        properties.put(
                "logging.level.root", settings.choice("log.level", Level.class).name());
        settings.optionalPath("log.file-path").ifPresent(file -> properties.put("logging.file.name", file.toString()));
        properties.put("logging.logback.rollingpolicy.max-history", settings.integer("log.keep-days", 1, 3650));
    }

    private String millis(String key) {
        return settings.duration(key).toMillis() + "ms";
    }

    private String readable(String key) {
        Path file = settings.path(key).toAbsolutePath();
        if (!Files.isReadable(file)) {
            throw new SettingsException(
                    "The file " + file + " cannot be read. Put it there, or change the setting " + key + ".");
        }
        return "file:" + file;
    }

    private String privateKey() {
        String location = readable("portal.key-path");
        Path file = settings.path("portal.key-path");
        try {
            if (Files.getPosixFilePermissions(file).stream().anyMatch(READ_BY_OTHERS::contains)) {
                throw new SettingsException("Others can read the private key " + file + ". Run: chmod 600 " + file);
            }
        } catch (IOException | UnsupportedOperationException e) {
            throw new SettingsException("The permissions of " + file + " cannot be read.");
        }
        return location;
    }

    /** The levels of the log. */
    private enum Level {
        TRACE,
        DEBUG,
        INFO,
        WARN,
        ERROR
    }
}
