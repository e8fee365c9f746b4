package org.messagebroker.admin.message;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.DescriptionList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.i18n.LocaleChangeEvent;
import com.vaadin.flow.i18n.LocaleChangeObserver;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.api.MessageView;

/** Everything about one message. */
final class MessageDialog extends Dialog implements LocaleChangeObserver {

    private final MessageView message;
    private final Button close = new Button(VaadinIcon.CLOSE.create(), click -> close());

    private MessageDialog(MessageView message) {
        this.message = message;
        setId("message-dialog");
        addClassName("message-dialog");
        close.addThemeVariants(ButtonVariant.TERTIARY);
        close.setId("message-close");
        getHeader().add(close);
    }

    /** Shows it over the page. */
    static void open(MessageView message) {
        new MessageDialog(message).open();
    }

    @Override
    public void localeChange(LocaleChangeEvent event) {
        setHeaderTitle(getTranslation("message.title"));
        close.setAriaLabel(getTranslation("message.close"));
        removeAll();
        add(body(), facts(Formats.of(event.getUI())));
    }

    private Component body() {
        Paragraph body = new Paragraph(message.messageBody().orElseGet(() -> getTranslation("message.no-body")));
        body.addClassName(message.messageBody().isPresent() ? "message-text" : "message-no-text");
        body.getElement().setAttribute("dir", "auto");
        return body;
    }

    private DescriptionList facts(Formats formats) {
        DescriptionList facts = new DescriptionList();
        facts.addClassName("facts");
        Badge status = new Badge(getTranslation("status." + message.status().wire()));
        status.getElement().setAttribute("theme", MessageGrid.theme(message.status()));
        fact(facts, "messages.column.status", status);
        fact(facts, "messages.column.client", ltr(message.clientId().value()));
        fact(facts, "messages.column.number", ltr(message.senderNumberMasked().orElse("—")));
        fact(facts, "message.queued", new Span(formats.dateTime(message.queuedAt())));
        fact(
                facts,
                "message.delivered",
                new Span(message.deliveredAt().map(formats::dateTime).orElse("—")));
        fact(facts, "messages.column.attempts", new Span(formats.number(message.attemptCount())));
        fact(facts, "message.id", ltr(message.messageId().toString()));
        return facts;
    }

    private void fact(DescriptionList facts, String key, Component value) {
        facts.add(new DescriptionList.Term(getTranslation(key)), new DescriptionList.Description(value));
    }

    private static Span ltr(String text) {
        Span span = new Span(text);
        span.addClassName("ltr");
        span.getElement().setAttribute("dir", "ltr");
        return span;
    }
}
