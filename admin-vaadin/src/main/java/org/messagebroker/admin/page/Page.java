package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.server.Answer;

/**
 * A page of the portal: its title, whether what it shows is up to date, what can be done, and below that its content. Words
 * are written in {@link #say}, at the beginning and again when the person changes the language.
 */
public abstract class Page extends Main implements LocaleChangeObserver, HasDynamicTitle {

    private final String name;
    private final H1 title = new H1();
    private final Span live = new Span();
    private final Div actions = new Div();
    private boolean upToDate = true;

    /** @param name of its words: {@code <name>.title} is the title */
    @SuppressWarnings("this-escape") // a component is put together in its constructor; nobody sees it before
    protected Page(String name) {
        this.name = name;
        addClassName("page");
        addClassName(name + "-page");
        live.setId("live");
        live.addClassName("live");
        live.setVisible(false);
        actions.addClassName("page-actions");
        Div head = new Div(new Div(title, live), actions);
        head.addClassName("page-head");
        add(head);
    }

    /** Writes every word, number and date of the page. */
    protected abstract void say(Formats formats);

    /** Adds to what can be done, beside the title. */
    protected final void addActions(Component... components) {
        actions.add(components);
    }

    /** Shows whether the last answer was one. */
    protected final void showLive(Answer<?> answer) {
        live.setVisible(true);
        upToDate = !(answer instanceof Answer.Unavailable<?>);
        writeLive();
    }

    @Override
    public final void localeChange(LocaleChangeEvent event) {
        title.setText(getTranslation(name + ".title"));
        writeLive();
        say(Formats.of(event.getUI()));
        event.getUI().getPage().setTitle(getPageTitle());
    }

    @Override
    public String getPageTitle() {
        return getTranslation(name + ".title") + " · " + getTranslation("brand.name");
    }

    /** How the person at this page writes numbers and dates. */
    protected final Formats formats() {
        return Formats.of(getUI().orElseGet(UI::getCurrentOrThrow));
    }

    private void writeLive() {
        live.setText(getTranslation(upToDate ? "live.yes" : "live.no"));
        live.getElement().setAttribute("data-live", String.valueOf(upToDate));
    }
}
