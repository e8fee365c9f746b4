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

    /** What Kubernetes sets for its services: REDIS_PORT=tcp://10.0.0.1:6379, REDIS_SERVICE_HOST and the like. */
    private static final Pattern SERVICE_LINK_VALUE = Pattern.compile("(tcp|udp|sctp)://.*");

    private static final Pattern SERVICE_LINK_NAME =
            Pattern.compile(".*_SERVICE_(HOST|PORT(_.*)?)|.*_PORT_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?");

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

    /**
     * An environment is full of other programs' variables: an unknown one stops the start only when it begins like one of
     * our sections (REDIS_…) or is a near miss of a known name.
     */
    Sources overlayEnvironment(Map<String, String> environment) {
        environment.forEach((name, value) -> {
            if (!isServiceLink(name, value)) {
                putVariable(name, value);
            }
        });
        return this;
    }

    private boolean isServiceLink(String name, String value) {
        return SERVICE_LINK_VALUE.matcher(value).matches()
                || (list.byVariable(name).isEmpty()
                        && SERVICE_LINK_NAME.matcher(name).matches());
    }

    private void putVariable(String name, String value) {
        Optional<Setting> setting = list.byVariable(name);
        if (setting.isPresent()) {
            put(setting.get().key(), value, Origin.ENVIRONMENT);
        } else if (!otherServices.contains(name)) {
            refuseIfMeantForUs(name);
        }
    }

    private void putDotEnv(String name, String value) {
        Optional<Setting> setting = list.byVariable(name);
        if (setting.isPresent()) {
            put(setting.get().key(), value, Origin.DOT_ENV);
        } else if (!otherServices.contains(name)) {
            throw unknown(name, ".env", Nearest.to(name, variables()));
        }
    }

    private void refuseIfMeantForUs(String name) {
        Optional<String> nearest = Nearest.to(name, variables());
        boolean nearMiss = nearest.stream().anyMatch(known -> Nearest.distance(name, known) <= TYPING_ERRORS);
        if (nearMiss || beginsLikeASection(name)) {
            throw unknown(name, "the environment", nearest);
        }
    }

    private boolean beginsLikeASection(String name) {
        return list.all().stream()
                .flatMap(setting -> setting.section().stream())
                .anyMatch(name::startsWith);
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
