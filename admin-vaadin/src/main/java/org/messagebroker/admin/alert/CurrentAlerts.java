package org.messagebroker.admin.alert;

import com.vaadin.flow.component.html.Article;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.api.AlertView;

/** What is wrong at this moment, each thing on a card. */
final class CurrentAlerts extends Div {

    CurrentAlerts() {
        setId("alerts-current");
        addClassName("cards");
    }

    void show(List<AlertView> alerts, Formats formats) {
        removeAll();
        alerts.forEach(alert -> add(card(alert, formats)));
    }

    private Article card(AlertView alert, Formats formats) {
        Div head = new Div(new H2(AlertNames.kind(alert.kind())), AlertNames.badge(alert.level()));
        head.addClassName("section-head");
        Span subject = Foreign.ltr(alert.subject());
        subject.addClassName("subject");
        Paragraph text = new Paragraph(Foreign.english(alert.text()));
        Span since = new Span(
                getTranslation("alert.times", formats.dateTime(alert.since()), formats.dateTime(alert.toldAt())));
        since.addClassName("secondary");
        Article card = new Article(head, subject, text, since);
        card.addClassName("card");
        return card;
    }
}
