package org.messagebroker.admin.message;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.stream.IntStream;

/** What stands in the place of the messages when there are none to show: why, and what will happen. */
final class EmptyState extends Div {

    private static final int PLACEHOLDERS = 8;

    EmptyState() {
        setId("messages-state");
        addClassName("state");
    }

    /** @param filtered whether the person has asked for one status only */
    void show(Shown what, boolean filtered) {
        setVisible(what != Shown.ROWS);
        getElement().setAttribute("data-state", what.key());
        getElement().setAttribute("role", "status");
        removeAll();
        switch (what) {
            case LOADING -> add(skeleton());
            case EMPTY -> words(VaadinIcon.INBOX, filtered ? "messages.empty-filter" : "messages.empty");
            case UNAVAILABLE -> words(VaadinIcon.UNLINK, "messages.unavailable");
            case REFUSED -> words(VaadinIcon.LOCK, "messages.refused");
            case ROWS -> setVisible(false);
        }
    }

    private void words(VaadinIcon sign, String key) {
        Icon icon = sign.create();
        icon.getElement().setAttribute("aria-hidden", "true");
        add(icon, new H2(getTranslation(key + ".title")), new Paragraph(getTranslation(key + ".text")));
    }

    private Component[] skeleton() {
        getElement().setAttribute("aria-label", getTranslation("messages.loading"));
        return IntStream.range(0, PLACEHOLDERS)
                .mapToObj(row -> {
                    Div line = new Div();
                    line.addClassName("skeleton");
                    return line;
                })
                .toArray(Component[]::new);
    }
}
