package org.messagebroker.standalone;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is said about the site as a whole, in the environment or in the data directory's {@code .env}: above all a Redis
 * or a database of the site's own, which then takes the place of the embedded one.
 *
 * @param values by their names in the environment
 */
record SiteSettings(Map<String, String> values) {

    private static final List<String> PREFIXES =
            List.of("REDIS_", "DB_", "DATABASE_URL", "MIGRATION_DB_", "SMTP_", "PORTAL_URL");
    private static final String LOG_LEVEL = "LOG_LEVEL";

    /** Where proxy, server and admin listen; this machine only, unless it says otherwise. */
    private static final String BIND_ADDRESS = "BIND_ADDRESS";

    SiteSettings {
        values = Map.copyOf(values);
    }

    /** The file first, then the environment over it. */
    static SiteSettings read(Installation installation, Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>(EnvFile.read(installation.environmentFile()));
        values.keySet().forEach(name -> requireKnown(installation, name));
        environment.forEach((name, value) -> {
            if (isSite(name)) {
                values.put(name, value);
            }
        });
        return new SiteSettings(values);
    }

    /** Whether a variable of this name is about the site. */
    static boolean isSite(String name) {
        return name.equals(LOG_LEVEL)
                || name.equals(BIND_ADDRESS)
                || PREFIXES.stream().anyMatch(name::startsWith);
    }

    private static void requireKnown(Installation installation, String name) {
        if (!isSite(name)) {
            throw new CommandFailure(
                    Exit.USAGE,
                    installation.environmentFile() + " has " + name
                            + ". Only REDIS_…, DATABASE_URL, DB_…, MIGRATION_DB_…, SMTP_…, PORTAL_URL, "
                            + "BIND_ADDRESS and LOG_LEVEL belong there; settings of one part go into its own application.yaml, such as "
                            + installation.directory("worker").resolve("application.yaml") + ".");
        }
    }

    boolean hasRedis() {
        return values.containsKey("REDIS_HOST");
    }

    boolean hasDatabase() {
        return values.containsKey("DATABASE_URL") || values.containsKey("DB_HOST");
    }

    boolean hasMail() {
        return values.containsKey("SMTP_HOST");
    }

    /** The embedded parts that the site has its own of. */
    Set<String> replaced() {
        return Stream.of(hasRedis() ? "redis" : "", hasDatabase() ? "mariadb" : "", hasMail() ? "mail" : "")
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());
    }

    /** Those about Redis. */
    Map<String, String> redis() {
        return starting("REDIS_");
    }

    /** Those about the database. */
    Map<String, String> database() {
        Map<String, String> database = new LinkedHashMap<>(starting("DB_"));
        database.putAll(starting("DATABASE_URL"));
        return database;
    }

    /** Those about mail and where its links lead. */
    Map<String, String> mail() {
        Map<String, String> mail = new LinkedHashMap<>(starting("SMTP_"));
        mail.putAll(starting("PORTAL_URL"));
        return mail;
    }

    /** Those for every part. */
    Map<String, String> common() {
        return starting(LOG_LEVEL);
    }

    String bindAddress() {
        return value(BIND_ADDRESS).orElse("127.0.0.1");
    }

    Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    private Map<String, String> starting(String prefix) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Names only: the values may be secret. */
    @Override
    public String toString() {
        return "SiteSettings" + values.keySet();
    }
}
