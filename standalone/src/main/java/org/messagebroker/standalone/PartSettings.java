package org.messagebroker.standalone;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;

/** What each part of an installation is told, by the names that operators use. */
final class PartSettings {

    /** The second compiler costs the portal a quarter of its start and gains nothing that a person would notice. */
    private static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";

    private final Installation installation;
    private final Ports ports;
    private final Certificates certificates;
    private final Credentials credentials;
    private final SiteSettings site;

    PartSettings(
            Installation installation,
            Ports ports,
            Certificates certificates,
            Credentials credentials,
            SiteSettings site) {
        this.installation = installation;
        this.ports = ports;
        this.certificates = certificates;
        this.credentials = credentials;
        this.site = site;
    }

    Part proxy() {
        Map<String, String> settings = common("proxy", ports.proxyManagement());
        settings.put("SERVER_ADDRESS", site.bindAddress());
        settings.put("SERVER_PORT", Integer.toString(ports.proxy()));
        settings.putAll(redis());
        settings.putAll(towardsServer(certificates.proxy()));
        return new Part(
                "proxy", "proxy-helidon", ports.proxy(), ports.proxyManagement(), java("208m", "40m"), settings);
    }

    Part worker() {
        Map<String, String> settings = common("worker", ports.workerManagement());
        settings.put("WORKER_ID", Certificates.WORKER);
        settings.putAll(redis());
        settings.putAll(towardsServer(certificates.worker()));
        return new Part(
                "worker",
                "worker-helidon",
                ports.workerManagement(),
                ports.workerManagement(),
                java("96m", "32m"),
                settings);
    }

    Part server() {
        Map<String, String> settings = common("server", ports.serverManagement());
        settings.put("SERVER_ADDRESS", site.bindAddress());
        settings.put("SERVER_PORT", Integer.toString(ports.server()));
        // The portal, which tells where a person is.
        settings.put("SERVER_FORWARDED_FROM", "127.0.0.1,::1");
        settings.putAll(database());
        settings.putAll(mail());
        settings.putAll(pair("SERVER", certificates.server()));
        settings.put("CA_KEY_PATH", installation.certs().resolve("ca.key").toString());
        settings.put(
                "CA_ISSUING_CERT_PATH",
                installation.certs().resolve("issuing.crt").toString());
        settings.put("CA_PORTAL_CERT_PATH", certificates.portal().certificate().toString());
        settings.put("ENCRYPTION_KEY_PATH", credentials.masterKey().toString());
        settings.put("LEDGER_PATH", installation.ledger().toString());
        settings.put("JWT_SECRET", credentials.jwtSecret());
        settings.put("BOOTSTRAP_ADMIN_EMAIL", Portal.ADMIN_EMAIL);
        settings.put(
                "BOOTSTRAP_ADMIN_PASSWORD_FILE", installation.adminPassword().toString());
        settings.put("BOOTSTRAP_CERTIFICATES_PATH", installation.certs().toString());
        return new Part(
                "server", "server-helidon", ports.server(), ports.serverManagement(), java("160m", "40m"), settings);
    }

    Part admin() {
        Map<String, String> settings = common("admin", ports.adminManagement());
        settings.put("PORTAL_HOST", site.bindAddress());
        settings.put("PORTAL_PORT", Integer.toString(ports.admin()));
        settings.put("SESSION_SECRET", credentials.sessionSecret());
        settings.put("MAIN_SERVER_URL", serverUrl());
        HolderFiles portal = certificates.portal();
        settings.put("PORTAL_CERT_PATH", portal.certificate().toString());
        settings.put("PORTAL_KEY_PATH", portal.key().toString());
        settings.put("CA_CERT_PATH", portal.trust().toString());
        List<String> java = new ArrayList<>(java("320m", "64m"));
        java.add(FIRST_COMPILER);
        return new Part("admin", "admin-vaadin", ports.admin(), ports.adminManagement(), java, settings);
    }

    private Map<String, String> common(String part, int managementPort) {
        Map<String, String> settings = new LinkedHashMap<>(site.common());
        settings.put("MANAGEMENT_PORT", Integer.toString(managementPort));
        settings.put("LOG_FILE_PATH", installation.log(part).toString());
        return settings;
    }

    private Map<String, String> redis() {
        return site.hasRedis()
                ? site.redis()
                : Map.of(
                        "REDIS_HOST", "127.0.0.1",
                        "REDIS_PORT", Integer.toString(ports.redis()),
                        "REDIS_PASSWORD", credentials.redisPassword());
    }

    private Map<String, String> database() {
        return site.hasDatabase()
                ? site.database()
                : Map.of(
                        "DB_HOST",
                        "127.0.0.1",
                        "DB_PORT",
                        Integer.toString(ports.mariaDb()),
                        "DB_NAME",
                        Credentials.DATABASE,
                        "DB_USER",
                        Credentials.SERVER_USER,
                        "DB_PASSWORD",
                        credentials.serverPassword());
    }

    private Map<String, String> mail() {
        Map<String, String> mail = new LinkedHashMap<>();
        mail.put("PORTAL_URL", "https://localhost:" + ports.admin());
        if (!site.hasMail()) {
            mail.put("SMTP_HOST", "127.0.0.1");
            mail.put("SMTP_PORT", Integer.toString(ports.mail()));
            mail.put("SMTP_SECURITY", "NONE");
            mail.put("SMTP_FROM", "Message broker <broker@broker.localhost>");
        }
        mail.putAll(site.mail());
        return mail;
    }

    private Map<String, String> towardsServer(HolderFiles holder) {
        Map<String, String> settings = pair("SERVER", holder);
        settings.put("MAIN_SERVER_URL", serverUrl());
        return settings;
    }

    private static Map<String, String> pair(String prefix, HolderFiles holder) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(prefix + "_CERT_PATH", holder.certificate().toString());
        settings.put(prefix + "_KEY_PATH", holder.key().toString());
        settings.put("CA_CERT_PATH", holder.trust().toString());
        return settings;
    }

    private String serverUrl() {
        return "https://localhost:" + ports.server();
    }

    /** Resident memory is to stay below 256 MiB where connections are not very many: see docs/benchmarks.md. */
    private static List<String> java(String heap, String young) {
        return List.of(
                "-Xmx" + heap,
                "-Xmn" + young,
                "-Xss512k",
                "-XX:ReservedCodeCacheSize=64m",
                "-XX:MinHeapFreeRatio=10",
                "-XX:MaxHeapFreeRatio=20",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError");
    }
}
