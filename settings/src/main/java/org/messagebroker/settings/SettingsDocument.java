package org.messagebroker.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Writes what the {@code application.yaml} of every service says for two readers: {@code docs/settings.md} for people, and
 * the list of all variables, so that services may share one {@code .env} and each accept the names of the others.
 */
public final class SettingsDocument {

    /** The services in the order of the document: module and title. */
    private static final Map<String, String> SERVICES = services();

    private static final String HEAD = """
            # Settings

            Generated from the `application.yaml` of each service; do not edit. After a change there:
            `mvn -q -pl settings -am test -Dtest=SettingsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Dsettings.write=true`.

            A service takes each setting from these, the later winning: the default below, `application.yaml` in its working
            directory, `.env` there, the environment. `application.yaml` uses the key, the other two the variable. Services may
            share one `.env`; each takes its own. An unknown or malformed setting stops the start with a message that names it and
            the nearest known one; of the environment, which is full of other programs' variables, only those stop it that begin
            like one of these sections (`REDIS_…`) or nearly are one of these names. What Kubernetes sets for its services
            (`REDIS_PORT=tcp://…`, `REDIS_SERVICE_HOST`) is ignored. `${other.key}` in a YAML value stands for that setting.
            Durations are written `500ms`, `30s`, `5m`, `24h`, `7d`; a bare number is in seconds. Relative paths start from the
            working directory.

            ## An installation of `./broker up`

            `./broker up` gives each part what it needs (ports, certificates, passwords, paths): that cannot be overridden, and the
            `.env` of a part is written anew at every start. Yours to set, from the next start on:

            - **For the site**, in `.broker/.env` or the environment: `BIND_ADDRESS` (where proxy, server and admin UI listen: `127.0.0.1`
              unless set, `0.0.0.0` for other machines), `LOG_LEVEL`, `PORTAL_URL`, and `REDIS_…`, `DATABASE_URL` or `DB_…` with
              `MIGRATION_DB_…`, `SMTP_…` for a Redis, a database, a mail server of your own instead of the embedded ones.
            - **For one part**, in `.broker/proxy/application.yaml` and the like of `worker`, `server`, `admin`: any other setting below.

            Its certificates name `localhost` and this machine's host name. For another name or address under which others call it:

            ```
            ./broker cert issue proxy-1 --role proxy --host localhost --host NAME --out .broker/certs/proxies/proxy-1    while it runs
            ./broker certs renew server --host localhost --host NAME --dir .broker/certs     while all is stopped; portal likewise
            ```

            Not the proxy's in the second way: the server would not know it, and so take nothing from it.

            """;

    private final Map<String, SettingsList> lists;

    private SettingsDocument(Map<String, SettingsList> lists) {
        this.lists = lists;
    }

    /** Reads the lists of the services in the checkout at that path. */
    public static SettingsDocument of(Path checkout) throws IOException {
        Map<String, SettingsList> lists = new LinkedHashMap<>();
        for (Map.Entry<String, String> service : SERVICES.entrySet()) {
            Path list = checkout.resolve(service.getKey()).resolve("src/main/resources/application.yaml");
            if (Files.exists(list)) {
                lists.put(service.getValue(), SettingsList.parse(Files.readString(list)));
            }
        }
        return new SettingsDocument(lists);
    }

    /** The text of {@code docs/settings.md}. */
    public String markdown() {
        return lists.entrySet().stream()
                .map(service -> section(service.getKey(), service.getValue()))
                .collect(Collectors.joining("\n", HEAD, ""));
    }

    /** The variables of all services, one a line, in alphabetical order. */
    public String variables() {
        return all().stream().map(Setting::variable).distinct().sorted().collect(Collectors.joining("\n", "", "\n"));
    }

    /** The settings of all services. */
    public List<Setting> all() {
        return lists.values().stream().flatMap(list -> list.all().stream()).toList();
    }

    private static String section(String title, SettingsList list) {
        return list.all().stream()
                .map(SettingsDocument::row)
                .collect(Collectors.joining(
                        "",
                        "## " + title
                                + "\n\n| Variable | Key in `application.yaml` | Default | Meaning |\n|---|---|---|---|\n",
                        ""));
    }

    private static String row(Setting setting) {
        String byDefault = setting.byDefault().isBlank() ? "" : "`" + cell(setting.byDefault()) + "`";
        String meaning = setting.secret() ? cell(setting.meaning()) + " *Secret.*" : cell(setting.meaning());
        return "| `" + setting.variable() + "` | `" + setting.key() + "` | " + byDefault + " | " + meaning + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private static Map<String, String> services() {
        Map<String, String> services = new LinkedHashMap<>();
        services.put("proxy-helidon", "Proxy");
        services.put("worker-helidon", "Worker");
        services.put("server-helidon", "Server");
        services.put("admin-vaadin", "Admin UI");
        return services;
    }
}
