package org.messagebroker.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings of a service in force: the defaults of its {@code application.yaml}, overlaid by {@code application.yaml} in
 * its working directory, then {@code .env} there, then the environment. {@code redis.host} in YAML is {@code REDIS_HOST} in
 * the others. {@code ${key}} in a value of a YAML file stands for another setting's value; elsewhere it is literal, for a
 * password may contain it.
 *
 * <p>Every getter throws {@link SettingsException} when the value is missing or malformed. Immutable and thread-safe.
 */
public final class Settings {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)?");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,18}");
    private static final int DEEPEST_REFERENCE = 8;
    private static final String MASK = "********";

    private final SettingsList list;
    private final Path directory;
    private final Map<String, Sources.Value> values;

    private Settings(SettingsList list, Path directory, Map<String, Sources.Value> values) {
        this.list = list;
        this.directory = directory;
        this.values = values;
    }

    /**
     * Reads the settings of the service whose {@code application.yaml} lies in the root of the anchor's class path.
     *
     * @param directory where an overlaying {@code application.yaml} and {@code .env} may lie, and what relative paths start
     *     from
     * @throws SettingsException if a setting is unknown, naming the nearest known one
     */
    public static Settings load(Class<?> anchor, Path directory, Map<String, String> environment) {
        return load(SettingsList.of(anchor), directory, environment);
    }

    /** Like {@link #load(Class, Path, Map)}, with the list given. */
    public static Settings load(SettingsList list, Path directory, Map<String, String> environment) {
        Sources sources = new Sources(list, variablesOfAllServices())
                .overlayYaml(directory.resolve("application.yaml"))
                .overlayDotEnv(directory.resolve(".env"))
                .overlayEnvironment(environment);
        return new Settings(list, directory, sources.values());
    }

    /** The same settings with some values replaced; for tests, and for a launcher that decides ports. */
    public Settings with(Map<String, String> replaced) {
        Map<String, Sources.Value> changed = new LinkedHashMap<>(values);
        replaced.forEach((key, value) -> {
            require(key);
            changed.put(key, new Sources.Value(value, Sources.Origin.GIVEN));
        });
        return new Settings(list, directory, changed);
    }

    /** A text that must be given. */
    public String text(String key) {
        return optionalText(key)
                .orElseThrow(() -> new SettingsException("The setting " + key + " is not set. Set "
                        + require(key).variable() + " in the environment or in .env, or " + key
                        + " in application.yaml: " + require(key).meaning()));
    }

    /** A text, or nothing when the setting is empty. */
    public Optional<String> optionalText(String key) {
        return Optional.of(resolved(key, 0)).filter(value -> !value.isBlank());
    }

    /** A whole number. */
    public long number(String key, long least, long most) {
        String value = text(key);
        long number = NUMBER.matcher(value).matches() ? Long.parseLong(value) : Long.MIN_VALUE;
        if (number < least || number > most) {
            throw malformed(key, "a whole number from " + least + " to " + most);
        }
        return number;
    }

    /** A whole number that fits an {@code int}. */
    public int integer(String key, int least, int most) {
        return (int) number(key, least, most);
    }

    /** A port, 0 for any free one. */
    public int port(String key) {
        return integer(key, 0, 65_535);
    }

    /** {@code true} or {@code false}; {@code yes/no}, {@code on/off} and {@code 1/0} are understood too. */
    public boolean flag(String key) {
        return switch (text(key).toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> throw malformed(key, "true or false");
        };
    }

    /** A span such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 24h}, {@code 7d}; a bare number is in seconds. */
    public Duration duration(String key) {
        Matcher span = DURATION.matcher(text(key));
        if (!span.matches()) {
            throw malformed(key, "a duration such as 500ms, 30s, 5m, 24h or 7d");
        }
        long amount = Long.parseLong(span.group(1));
        return switch (Optional.ofNullable(span.group(2)).orElse("s")) {
            case "ms" -> Duration.ofMillis(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            case "d" -> Duration.ofDays(amount);
            default -> Duration.ofSeconds(amount);
        };
    }

    /** Values with commas between them; empty when the setting is empty. */
    public List<String> list(String key) {
        return optionalText(key).stream()
                .flatMap(text -> Stream.of(text.split(",")))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /** A path that must be given; a relative one starts from the working directory of the service. */
    public Path path(String key) {
        return directory.resolve(text(key));
    }

    /** A path, or nothing when the setting is empty. */
    public Optional<Path> optionalPath(String key) {
        return optionalText(key).map(directory::resolve);
    }

    /** One of the names of an enum, in any case, with dashes or underscores. */
    public <E extends Enum<E>> E choice(String key, Class<E> choices) {
        String wanted = text(key).replace('-', '_');
        return Stream.of(choices.getEnumConstants())
                .filter(choice -> choice.name().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() -> malformed(key, "one of " + List.of(choices.getEnumConstants())));
    }

    /** Every key with its resolved value; empty where nothing is set. */
    public Map<String, String> values() {
        return collect(key -> resolved(key, 0));
    }

    /** What a getter of the caller's own refuses: names the setting and what is expected, not the value. */
    public SettingsException malformed(String key, String expected) {
        return new SettingsException(
                "The setting " + key + " (" + require(key).variable() + ") must be " + expected + ".");
    }

    /** The settings in force for the log, one line each, with its source; secrets are masked. */
    public String table() {
        int width = list.all().stream()
                .mapToInt(setting -> setting.key().length())
                .max()
                .orElse(0);
        return list.all().stream()
                .map(setting -> ("%-" + width + "s = %s (%s)")
                        .formatted(
                                setting.key(),
                                shown(setting),
                                source(setting.key()).origin()))
                .collect(Collectors.joining("\n"));
    }

    private String shown(Setting setting) {
        String value = resolved(setting.key(), 0);
        return setting.secret() && !value.isBlank() ? MASK : value;
    }

    private String resolved(String key, int depth) {
        if (depth > DEEPEST_REFERENCE) {
            throw new SettingsException("The setting " + key + " refers to itself.");
        }
        Sources.Value value = source(key);
        if (value.isLiteral()) {
            return value.text();
        }
        return REFERENCE.matcher(value.text()).replaceAll(reference -> {
            String other = reference.group(1);
            if (!values.containsKey(other)) {
                throw new SettingsException("The setting " + key + " refers to " + other + ", which does not exist.");
            }
            return Matcher.quoteReplacement(resolved(other, depth + 1));
        });
    }

    private Map<String, String> collect(Function<String, String> value) {
        Map<String, String> collected = new LinkedHashMap<>();
        values.keySet().forEach(key -> collected.put(key, value.apply(key)));
        return collected;
    }

    private Sources.Value source(String key) {
        require(key);
        return values.getOrDefault(key, new Sources.Value("", Sources.Origin.DEFAULT));
    }

    private Setting require(String key) {
        return list.byKey(key)
                .orElseThrow(() -> new IllegalArgumentException("application.yaml does not declare " + key));
    }

    /** Services may share one .env, so each accepts (and ignores) the names of the others. */
    private static Set<String> variablesOfAllServices() {
        try (InputStream names = Settings.class.getResourceAsStream("variables.txt")) {
            return names == null
                    ? Set.of()
                    : Set.copyOf(new String(names.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
