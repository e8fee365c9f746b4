package org.messagebroker.admin.alert;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.badge.Badge;
import java.util.Locale;
import org.messagebroker.api.AlertEvent;
import org.messagebroker.api.AlertKind;
import org.messagebroker.api.AlertLevel;

/** What kinds, levels and events of alerts are called in the language of a page. */
final class AlertNames {

    private AlertNames() {}

    static String kind(AlertKind kind) {
        return say("alert.kind." + tag(kind));
    }

    static String level(AlertLevel level) {
        return say("alert.level." + tag(level));
    }

    static String event(AlertEvent.Change event) {
        return say("alert.event." + tag(event));
    }

    /** The colour of a level. */
    static String theme(AlertLevel level) {
        return switch (level) {
            case INFO -> "";
            case WARNING -> "warning";
            case CRITICAL -> "error";
        };
    }

    static Badge badge(AlertLevel level) {
        Badge badge = new Badge(level(level));
        badge.getElement().setAttribute("theme", theme(level));
        return badge;
    }

    private static String tag(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String say(String key) {
        return UI.getCurrentOrThrow().getTranslation(key);
    }
}
