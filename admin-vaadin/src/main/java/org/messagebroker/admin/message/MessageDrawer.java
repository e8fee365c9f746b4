package org.messagebroker.admin.message;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.messagebroker.admin.deadletter.LetterActs;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Drawer;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.api.MessageDetail;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.MessageStatus;
import org.messagebroker.api.MessageView;
import org.messagebroker.api.Permission;

/** Everything about one message, with the attempts to deliver it. */
final class MessageDrawer extends Drawer<OpenedMessage> {

    private final MessageId id;
    private final MessageActs acts;
    private Optional<MessageDetail> read = Optional.empty();

    /** @param row it as it stands in the list, if it stands there */
    MessageDrawer(MessageId id, Optional<MessageView> row, MessageActs acts, Duration pause) {
        super("message");
        this.id = id;
        this.acts = acts;
        row.map(OpenedMessage::listed).ifPresent(this::show);
        watch(pause, () -> acts.message(id, false).map(OpenedMessage::of));
    }

    MessageId messageId() {
        return id;
    }

    @Override
    protected List<Component> parts(OpenedMessage opened, Formats formats) {
        MessageView message = opened.message();
        boolean givenUp = message.status() == MessageStatus.FAILED && allows(LetterActs.DECIDING);
        List<Component> parts = new ArrayList<>(List.of(text(message), facts(message, formats)));
        opened.detail().ifPresent(detail -> parts.add(new AttemptHistory(detail.attempts(), formats)));
        if (givenUp) {
            parts.add(requeue());
        }
        return parts;
    }

    private Component text(MessageView message) {
        boolean readable = message.deliveredAt().isPresent() && allows(Set.of(Permission.MESSAGE_BODY_READ));
        return read.isEmpty() && readable
                ? unread(this::readText)
                : text(read.flatMap(MessageDetail::messageBody), () -> new Span(getTranslation("message.no-body")));
    }

    private void readText() {
        Outcome.take(acts.message(id, true), detail -> {
            read = Optional.of(detail);
            show(OpenedMessage.of(detail));
        });
    }

    private Button requeue() {
        Button requeue = new Button(
                getTranslation("deadletters.requeue.submit"),
                VaadinIcon.ROTATE_LEFT.create(),
                click -> acts.givenUp().some(LetterActs.Act.REQUEUE, List.of(id), () -> {}));
        requeue.setId("message-requeue");
        return requeue;
    }

    private Component facts(MessageView message, Formats formats) {
        Facts facts = new Facts();
        Badge status = new Badge(getTranslation("status." + message.status().wire()));
        status.getElement().setAttribute("theme", MessageGrid.theme(message.status()));
        facts.fact("messages.column.status", status);
        facts.fact("messages.column.client", Foreign.ltr(message.clientId().value()));
        facts.fact(
                "messages.column.number",
                Foreign.ltr(message.senderNumberMasked().orElse("—")));
        facts.fact("message.queued", formats.dateTime(message.queuedAt()));
        facts.fact(
                "message.delivered",
                message.deliveredAt().map(formats::dateTime).orElse("—"));
        facts.fact("messages.column.attempts", formats.number(message.attemptCount()));
        facts.fact("message.id", Foreign.ltr(message.messageId().toString()));
        return facts;
    }
}
