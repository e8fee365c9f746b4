package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.util.Collection;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.Refusal;

/** What stands in the place of a page's content when there is none to show: why, and what the person can do. */
public final class PageState extends Div implements LocaleChangeObserver {

    private static final int PLACEHOLDERS = 8;
    private static final String BUSY = "aria-busy";

    private final String name;
    private final Component content;
    private Kind kind = Kind.LOADING;

    /**
     * The content is loading.
     *
     * @param name of the words for empty content: {@code <name>.empty.title} and {@code <name>.empty.text}
     * @param content which is seen only when there is some
     */
    @SuppressWarnings("this-escape") // a component is put together in its constructor; nobody sees it before
    public PageState(String name, Component content) {
        this.name = name;
        this.content = content;
        setId(name + "-state");
        addClassName("state");
        getElement().setAttribute("role", "status");
        show(Kind.LOADING);
    }

    /** Shows what an answer about one subject means. What is there already stays while the server is away. */
    public void take(Answer<?> answer) {
        take(answer, subject -> Kind.CONTENT, Kind.EMPTY);
    }

    /** The same of an answer about many subjects, of which there may be none. */
    public void takeAll(Answer<? extends Collection<?>> answer) {
        takeAll(answer, all -> all.isEmpty() ? Kind.EMPTY : Kind.CONTENT);
    }

    /** The same, where it is known otherwise whether there are any. */
    <T> void takeAll(Answer<T> answer, Function<? super T, Kind> given) {
        take(answer, given, Kind.NOTHING_FOUND);
    }

    private <T> void take(Answer<T> answer, Function<? super T, Kind> given, Kind wrongQuestion) {
        switch (answer) {
            case Answer.Given<T>(T value) -> show(given.apply(value));
            case Answer.Refused<T>(Refusal why) -> show(why.isForbidden() ? Kind.REFUSED : wrongQuestion);
            case Answer.Unavailable<T> away -> {
                if (kind == Kind.LOADING) {
                    show(Kind.UNAVAILABLE);
                }
            }
            case Answer.SessionEnded<T> ended -> {}
        }
    }

    /** What stands there now. */
    public Kind kind() {
        return kind;
    }

    /** The person asks for something else. What is there stays, and is told to be old, until there is an answer. */
    public void ask() {
        if (content.isVisible()) {
            kind = Kind.LOADING;
            content.getElement().setAttribute(BUSY, "true");
        } else {
            show(Kind.LOADING);
        }
    }

    /** Shows this, or nothing for {@link Kind#CONTENT}. */
    public void show(Kind what) {
        kind = what;
        content.setVisible(what == Kind.CONTENT);
        content.getElement().removeAttribute(BUSY);
        setVisible(what != Kind.CONTENT);
        getElement().setAttribute("data-state", what.name().toLowerCase(Locale.ROOT));
        getElement().removeAttribute("aria-label");
        removeAll();
        switch (what) {
            case LOADING -> add(skeleton());
            case EMPTY -> words(VaadinIcon.INBOX, name + ".empty");
            case NOTHING_FOUND -> words(VaadinIcon.SEARCH, "state.nothing-found");
            case UNAVAILABLE -> words(VaadinIcon.UNLINK, "state.unavailable");
            case REFUSED -> words(VaadinIcon.LOCK, "state.refused");
            case CONTENT -> {}
        }
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        show(kind);
    }

    private void words(VaadinIcon sign, String key) {
        Icon icon = sign.create();
        icon.getElement().setAttribute("aria-hidden", "true");
        add(icon, new H2(getTranslation(key + ".title")), new Paragraph(getTranslation(key + ".text")));
    }

    private Component[] skeleton() {
        getElement().setAttribute("aria-label", getTranslation("state.loading"));
        return IntStream.range(0, PLACEHOLDERS)
                .mapToObj(row -> {
                    Div line = new Div();
                    line.addClassName("skeleton");
                    return line;
                })
                .toArray(Component[]::new);
    }

    /** What there is. */
    public enum Kind {
        LOADING,
        CONTENT,
        EMPTY,
        /** There is something, but nothing like what was asked for. */
        NOTHING_FOUND,
        UNAVAILABLE,
        REFUSED
    }
}
