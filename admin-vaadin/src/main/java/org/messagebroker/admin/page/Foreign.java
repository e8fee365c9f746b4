package org.messagebroker.admin.page;

import com.vaadin.flow.component.html.Span;

/** Text that keeps its own language and direction on whatever page it stands. */
public final class Foreign {

    private Foreign() {}

    /** A sentence of the server. */
    public static Span english(String text) {
        Span span = ltr(text);
        span.getElement().setAttribute("lang", "en");
        return span;
    }

    /** A name, number or id in Latin letters. */
    public static Span ltr(String text) {
        Span span = new Span(text);
        span.addClassName("ltr");
        span.getElement().setAttribute("dir", "ltr");
        return span;
    }

    /** What people have written, in whatever language. */
    public static Span own(String text) {
        Span span = new Span(text);
        span.getElement().setAttribute("dir", "auto");
        return span;
    }

    /** Keeps a name whole and in its own direction within a sentence of the other (Unicode, UAX #9). */
    public static String isolated(String name) {
        return "\u2068" + name + "\u2069";
    }
}
