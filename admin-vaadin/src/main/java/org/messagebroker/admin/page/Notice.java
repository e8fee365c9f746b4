package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Text;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.util.Locale;

/** A box that tells the person something, read out at once by a screen reader; hidden until there is something to tell. */
public final class Notice extends Div {

    private final Span title = new Span();
    private final Paragraph text = new Paragraph();

    /** An empty, hidden notice. */
    public Notice() {
        title.addClassName("notice-title");
        addClassName("notice");
        setVisible(false);
    }

    /** Tells it. */
    public void tell(Kind kind, String heading, String words) {
        tell(kind, heading, new Text(words));
    }

    /** Tells it in words that need more than text. */
    public void tell(Kind kind, String heading, Component words) {
        title.setText(heading);
        text.removeAll();
        text.add(words);
        removeAll();
        add(icon(kind), new Div(title, text));
        getElement().setAttribute("role", kind == Kind.INFO ? "status" : "alert");
        getElement().setAttribute("data-kind", kind.name().toLowerCase(Locale.ROOT));
        setVisible(true);
    }

    /** Nothing to tell any more. */
    public void clear() {
        setVisible(false);
    }

    private static Icon icon(Kind kind) {
        Icon icon = kind.icon.create();
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }

    /** How urgent it is. */
    public enum Kind {
        INFO(VaadinIcon.INFO_CIRCLE),
        WARNING(VaadinIcon.WARNING),
        ERROR(VaadinIcon.EXCLAMATION_CIRCLE);

        private final VaadinIcon icon;

        Kind(VaadinIcon icon) {
            this.icon = icon;
        }
    }
}
