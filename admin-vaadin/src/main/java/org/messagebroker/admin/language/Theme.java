package org.messagebroker.admin.language;

import com.vaadin.flow.component.page.ColorScheme;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Light, dark, or what the person's system says. */
public enum Theme {
    SYSTEM(ColorScheme.Value.SYSTEM),
    LIGHT(ColorScheme.Value.LIGHT),
    DARK(ColorScheme.Value.DARK);

    private final ColorScheme.Value scheme;

    Theme(ColorScheme.Value scheme) {
        this.scheme = scheme;
    }

    static Optional<Theme> byTag(String tag) {
        return Arrays.stream(values()).filter(each -> each.tag().equals(tag)).findFirst();
    }

    /** The name in cookies and keys, such as {@code dark}. */
    public String tag() {
        return name().toLowerCase(Locale.ROOT);
    }

    public ColorScheme.Value scheme() {
        return scheme;
    }
}
