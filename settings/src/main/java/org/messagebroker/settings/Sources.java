package org.messagebroker.settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where values come from, each overlaying the one before: the list's defaults, a file, .env, the environment. */
final class Sources {

    /** Variables that Kubernetes sets for its services, such as REDIS_PORT=tcp://10.0.0.1:6379. */
    private static final Pattern SERVICE_LINK = Pattern.compile("(tcp|udp|sctp)://.*");

    private static final int TYPING_ERRORS = 2;

    private final SettingsList list;
    private final Set<String> otherServices;
    private final Map<String, Value> values = new LinkedHashMap<>();

    Sources(SettingsList list, Set<String> otherServices) {
        this.list = list;
        this.otherServices = otherServices;
        list.all().forEach(setting -> values.put(setting.key(), new Value(setting.byDefault(), Origin.DEFAULT)));
    }

    Map<String, Value> values() {
        return values;
    }

    Sources overlayYaml(Path file) {
        read(file)
                .ifPresent(text -> YamlFile.parse(file.getFileName().toString(), text)
                        .forEach(leaf -> put(knownKey(leaf.key(), file), leaf.value(), Origin.FILE)));
        return this;
    }

    Sources overlayDotEnv(Path file) {
        read(file).ifPresent(text -> DotEnv.parse(text).forEach(this::putDotEnv));
        return this;
    }

    /** Only a near miss of a known name stops the start: an environment is full of other programs' variables. */
    Sources overlayEnvironment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            Optional<Setting> setting = list.byVariable(name);
            if (setting.isPresent() && !SERVICE_LINK.matcher(value).matches()) {
                put(setting.get().key(), value, Origin.ENVIRONMENT);
            } else if (setting.isEmpty()) {
                refuseNearMiss(name);
            }
        });
        return this;
    }

    private void putDotEnv(String name, String value) {
        Optional<Setting> setting = list.byVariable(name);
        if (setting.isPresent()) {
            put(setting.get().key(), value, Origin.DOT_ENV);
        } else if (!otherServices.contains(name)) {
            throw unknown(name, ".env", Nearest.to(name, variables()));
        }
    }

    private void refuseNearMiss(String name) {
        if (otherServices.contains(name)) {
            return;
        }
        Nearest.to(name, variables())
                .filter(known -> Nearest.distance(name, known) <= TYPING_ERRORS)
                .ifPresent(known -> {
                    throw unknown(name, "the environment", Optional.of(known));
                });
    }

    private String knownKey(String key, Path file) {
        return list.byKey(key)
                .map(Setting::key)
                .orElseThrow(() -> unknown(
                        key,
                        file.getFileName().toString(),
                        Nearest.to(key, list.all().stream().map(Setting::key).toList())));
    }

    private void put(String key, String value, Origin origin) {
        values.put(key, new Value(value, origin));
    }

    private List<String> variables() {
        return list.all().stream().map(Setting::variable).toList();
    }

    private static SettingsException unknown(String name, String where, Optional<String> nearest) {
        return new SettingsException("Unknown setting " + name + " in " + where + "."
                + nearest.map(known -> " Did you mean " + known + "?").orElse(""));
    }

    private static Optional<String> read(Path file) {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new SettingsException("Cannot read " + file + " as UTF-8 text: check the file and its permissions.");
        }
    }

    /** A value and where it came from. */
    record Value(String text, Origin origin) {
        boolean isLiteral() {
            return origin != Origin.DEFAULT && origin != Origin.FILE;
        }
    }

    /** Where a value came from, as the table of settings names it. */
    enum Origin {
        DEFAULT("default"),
        FILE("application.yaml"),
        DOT_ENV(".env"),
        ENVIRONMENT("environment"),
        GIVEN("given");

        private final String shown;

        Origin(String shown) {
            this.shown = shown;
        }

        @Override
        public String toString() {
            return shown;
        }
    }
}
