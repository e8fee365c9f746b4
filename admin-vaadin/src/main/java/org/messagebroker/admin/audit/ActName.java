package org.messagebroker.admin.audit;

import com.vaadin.flow.component.UI;

/** What an act is called in the language of a page. */
final class ActName {

    private ActName() {}

    /** What it is about and its own name, which is the same everywhere. */
    static String subject(String action) {
        UI ui = UI.getCurrentOrThrow();
        return Subject.of(action)
                .map(subject -> ui.getTranslation("act." + subject.tag()))
                .orElse("");
    }
}
