package org.messagebroker.admin.user;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.api.AccountView;
import org.messagebroker.api.SessionView;

/** Where a person is signed in. */
final class Sessions extends Section {

    private final BiConsumer<AccountView, SessionView> endOne;
    private final Consumer<AccountView> endAll;

    /** Both are to ask first. */
    Sessions(BiConsumer<AccountView, SessionView> endOne, Consumer<AccountView> endAll) {
        this.endOne = endOne;
        this.endAll = endAll;
        setId("user-sessions");
        addClassName("user-sessions");
    }

    /** Shows them, with the way to end them for who may. */
    void show(AccountView user, List<SessionView> sessions, boolean mayEnd, Formats formats) {
        removeAll();
        Div head = new Div(new H3(getTranslation("user.sessions.heading", formats.number(sessions.size()))));
        head.addClassName("section-head");
        add(head);
        if (sessions.isEmpty()) {
            Paragraph nowhere = new Paragraph(getTranslation("user.sessions.none"));
            nowhere.addClassName("secondary");
            add(nowhere);
            return;
        }
        if (mayEnd) {
            head.add(button("user-sessions-end", getTranslation("user.sessions.submit"), () -> endAll.accept(user)));
        }
        UnorderedList list = new UnorderedList();
        list.addClassName("rows");
        sessions.forEach(each -> list.add(row(user, each, mayEnd, formats)));
        add(list);
    }

    private ListItem row(AccountView user, SessionView each, boolean mayEnd, Formats formats) {
        Span times = new Span(getTranslation(
                "user.session.times", formats.dateTime(each.createdAt()), formats.dateTime(each.lastUsed())));
        ListItem item = new ListItem(new Div(times, until(each, formats)));
        if (mayEnd) {
            String words = getTranslation("user.session.end");
            Button end = button("end-" + each.id(), words, () -> endOne.accept(user, each));
            end.setAriaLabel(getTranslation("user.session.end-named", formats.dateTime(each.createdAt())));
            item.add(end);
        }
        return item;
    }

    private Component until(SessionView each, Formats formats) {
        Span end = new Span(getTranslation("user.session.until", formats.dateTime(each.expiresAt())));
        end.addClassName("secondary");
        Div line = new Div(end);
        if (each.current()) {
            line.add(new Badge(getTranslation("user.session.current")));
        }
        line.addClassName("session-end");
        return line;
    }

    private static Button button(String id, String words, Runnable act) {
        Button button = new Button(words, click -> act.run());
        button.setId(id);
        button.addThemeVariants(ButtonVariant.TERTIARY);
        return button;
    }
}
