package org.messagebroker.admin.message;

import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.OrderedList;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.api.MessageAttempt;

/** What became of each delivery of a message, the oldest first. */
final class AttemptHistory extends Div {

    private final Formats formats;

    AttemptHistory(List<MessageAttempt> attempts, Formats formats) {
        this.formats = formats;
        setId("message-attempts");
        addClassName("attempts");
        add(new H3(getTranslation("message.history")));
        if (attempts.isEmpty()) {
            add(new Paragraph(getTranslation("message.history.none")));
        } else {
            OrderedList list = new OrderedList();
            attempts.forEach(attempt -> list.add(item(attempt)));
            add(list);
        }
    }

    private ListItem item(MessageAttempt attempt) {
        Badge outcome = new Badge(getTranslation("outcome." + wire(attempt)));
        outcome.getElement().setAttribute("theme", theme(attempt.outcome()));
        Span time = new Span(formats.dateTime(attempt.at()));
        time.addClassName("secondary");
        Div head = new Div(outcome, time);
        if (attempt.attempt() > 0) {
            Span number = new Span(getTranslation("message.attempt", formats.number(attempt.attempt())));
            number.addClassName("secondary");
            head.add(number);
        }
        ListItem item = new ListItem(head);
        attempt.reason().ifPresent(reason -> item.add(Foreign.english(reason)));
        return item;
    }

    private static String wire(MessageAttempt attempt) {
        return attempt.outcome().name().toLowerCase(Locale.ROOT);
    }

    private static String theme(MessageAttempt.Outcome outcome) {
        return switch (outcome) {
            case REQUEUED -> "";
            case RETRY_LATER -> "warning";
            case REJECTED, SPENT -> "error";
            case DELIVERED -> "success";
        };
    }
}
