package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.Component;
import org.messagebroker.admin.language.Formats;

/** How long something lives, in words and in a colour. */
final class DaysLeft {

    private static final int SOON = 30;
    private static final int VERY_SOON = 7;

    private DaysLeft() {}

    /** Such as: Days left: 12. */
    static String words(Component page, Formats formats, long days) {
        return days < 0
                ? page.getTranslation("certificates.days.over", formats.number(-days))
                : page.getTranslation("certificates.days.left", formats.number(days));
    }

    /** The colour of a badge. */
    static String theme(long days) {
        if (days < VERY_SOON) {
            return "error";
        }
        return days < SOON ? "warning" : "success";
    }
}
