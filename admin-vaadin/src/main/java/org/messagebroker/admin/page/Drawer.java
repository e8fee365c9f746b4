package org.messagebroker.admin.page;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.api.Permission;

/**
 * Everything about one message, beside the list it was opened from and up to date by itself. Its text is read only when the
 * person asks for it.
 *
 * @param <T> what the server says of it
 */
public abstract class Drawer<T> extends Dialog implements LocaleChangeObserver {

    private final String id;
    private final Div content = new Div();
    private final PageState state = new PageState("message", content);
    private final Button close = new Button(VaadinIcon.CLOSE.create(), click -> close());
    private Optional<T> shown = Optional.empty();
    private Set<Permission> allowed = Set.of();

    /** @param id what the ids of its parts begin with */
    @SuppressWarnings("this-escape") // a component is put together in its constructor; nobody sees it before
    protected Drawer(String id) {
        this.id = id;
        setId(id + "-dialog");
        addClassName("drawer-dialog");
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setId(id + "-close");
        close.addClassName("drawer-close");
        getHeader().add(close);
        content.addClassName("message-detail");
        add(state, content);
        Allowed.follow(this, this::permit);
    }

    /** Asks the server as long as it is open. */
    protected final void watch(Duration pause, Supplier<Answer<T>> question) {
        new Live<>(this, pause, question, this::take);
    }

    /** What is to be seen of it now. */
    protected abstract List<Component> parts(T subject, Formats formats);

    /** Whether the person may do all of these. */
    protected final boolean allows(Collection<Permission> permissions) {
        return allowed.containsAll(permissions);
    }

    /** Shows it as it is now, or will when it is open. */
    protected final void show(T subject) {
        shown = Optional.of(subject);
        state.show(PageState.Kind.CONTENT);
        write();
    }

    /** The text of the message, or why there is none. */
    protected final Component text(Optional<String> text, Supplier<Component> reason) {
        Paragraph body = new Paragraph();
        body.setId(id + "-text");
        body.addClassName(text.isPresent() ? "message-text" : "message-no-text");
        body.add(text.<Component>map(Foreign::own).orElseGet(reason));
        return body;
    }

    /** The way to a text that nobody has asked for yet. */
    protected final Component unread(Runnable reader) {
        Button show = new Button(getTranslation("message.read"), VaadinIcon.EYE.create(), click -> reader.run());
        show.setId(id + "-read");
        Span note = new Span(getTranslation("message.read.note"));
        note.addClassName("secondary");
        Div unread = new Div(show, note);
        unread.addClassName("message-unread");
        return unread;
    }

    @Override
    public final void localeChange(LocaleChangeEvent event) {
        setHeaderTitle(getTranslation("message.title"));
        close.setAriaLabel(getTranslation("message.close"));
        write();
    }

    private void permit(Set<Permission> now) {
        allowed = now;
        write();
    }

    private void take(Answer<T> answer) {
        state.take(answer);
        if (answer instanceof Answer.Given<T>(T subject)) {
            show(subject);
        }
    }

    private void write() {
        getUI().ifPresent(ui -> shown.ifPresent(subject -> {
            content.removeAll();
            content.add(parts(subject, Formats.of(ui)));
        }));
    }
}
