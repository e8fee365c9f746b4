package org.messagebroker.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting that a service knows: its {@code application.yaml}, where each key stands with its default under a comment
 * that says what it means. Immutable.
 */
public final class SettingsList {

    private static final String SECRET = "(secret)";

    private final Map<String, Setting> byKey = new LinkedHashMap<>();
    private final Map<String, Setting> byVariable = new LinkedHashMap<>();

    private SettingsList(List<YamlFile.Leaf> leaves) {
        for (YamlFile.Leaf leaf : leaves) {
            add(new Setting(
                    leaf.key(),
                    leaf.value(),
                    leaf.comment().replace(" " + SECRET, ""),
                    leaf.comment().contains(SECRET)));
        }
    }

    /**
     * The list of the service whose {@code application.yaml} lies in the root of the jar or folder that holds the anchor:
     * several services may share a class path.
     */
    public static SettingsList of(Class<?> anchor) {
        try (InputStream yaml = beside(anchor).openStream()) {
            return parse(new String(yaml.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL beside(Class<?> anchor) throws IOException {
        String home = anchor.getProtectionDomain().getCodeSource().getLocation().toString();
        return Collections.list(anchor.getClassLoader().getResources("application.yaml")).stream()
                .filter(found -> found.toString().contains(home))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("application.yaml is missing beside " + anchor.getName()));
    }

    /** The list that the text of an {@code application.yaml} declares. */
    public static SettingsList parse(String yaml) {
        return new SettingsList(YamlFile.parse("application.yaml", yaml));
    }

    /** All settings, in the order of the file. */
    public List<Setting> all() {
        return List.copyOf(byKey.values());
    }

    /** The setting with that key. */
    public Optional<Setting> byKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /** The setting with that name in the environment. */
    public Optional<Setting> byVariable(String variable) {
        return Optional.ofNullable(byVariable.get(variable));
    }

    private void add(Setting setting) {
        byKey.put(setting.key(), setting);
        Setting other = byVariable.put(setting.variable(), setting);
        if (other != null) {
            throw new IllegalStateException(
                    other.key() + " and " + setting.key() + " would share the variable " + setting.variable());
        }
    }
}
