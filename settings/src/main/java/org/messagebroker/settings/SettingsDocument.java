package org.messagebroker.settings;

import java.util.stream.Collectors;

/** Writes a service's settings as a table for readers. */
public final class SettingsDocument {

    private SettingsDocument() {}

    /** A Markdown section: one row for each setting. */
    public static String section(String title, SettingsList list) {
        return list.all().stream()
                .map(SettingsDocument::row)
                .collect(Collectors.joining(
                        "",
                        "## " + title
                                + "\n\n| Variable | Key in `application.yaml` | Default | Meaning |\n|---|---|---|---|\n",
                        "\n"));
    }

    private static String row(Setting setting) {
        String byDefault = setting.byDefault().isBlank() ? "" : "`" + cell(setting.byDefault()) + "`";
        String meaning = setting.secret() ? cell(setting.meaning()) + " *Secret.*" : cell(setting.meaning());
        return "| `" + setting.variable() + "` | `" + setting.key() + "` | " + byDefault + " | " + meaning + " |\n";
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
