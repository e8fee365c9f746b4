package org.messagebroker.admin.tls;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import java.util.List;
import java.util.Locale;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.api.TlsStatus.ListenerView;
import org.messagebroker.api.TlsStatus.Trial;

/** One kind of listener: what it offers, what is on trial, who negotiated what. */
final class ListenerSection extends Section {

    private final H2 heading = new H2();
    private final Button change;
    private final Button confirm;
    private final Notice notice = new Notice();
    private final Div trial = new Div();
    private final Span since = new Span();
    private final Div known = new Div();
    private ListenerView shown;

    ListenerSection(ListenerView listener, TlsForms forms) {
        shown = listener;
        String name = listener.listener();
        setId("listener-" + name);
        addClassName("detail-section");
        change = new Button("", click -> forms.change(shown));
        change.setId("tls-change-" + name);
        confirm = new Button("", click -> shown.trial().ifPresent(now -> forms.confirm(name, now.change())));
        confirm.setId("tls-confirm-" + name);
        confirm.addThemeVariants(ButtonVariant.PRIMARY);
        notice.setId("tls-trial-" + name);
        Div head = new Div(heading, change);
        head.addClassName("detail-head");
        Div acts = new Div(confirm);
        acts.addClassName("page-actions");
        trial.add(notice, acts);
        trial.addClassName("detail");
        since.addClassName("secondary");
        known.addClassName("detail-section");
        add(head, since, known);
    }

    void show(ListenerView listener, Formats formats, boolean changeable) {
        shown = listener;
        heading.setText(getTranslation("tls.listener." + listener.listener()));
        change.setText(getTranslation("tls.change.open"));
        change.setVisible(
                changeable && listener.trial().isEmpty() && !listener.offers().isEmpty());
        confirm.setText(getTranslation("tls.trial.submit"));
        confirm.setVisible(changeable);
        listener.trial().ifPresentOrElse(now -> tell(now, formats), trial::removeFromParent);
        since.setText(getTranslation(listener.decided().isPresent() ? "tls.decided" : "tls.own"));
        known.removeAll();
        known.add(offers(listener), new H3(getTranslation("tls.report")), new UseTable(listener.negotiated(), formats));
    }

    private void tell(Trial now, Formats formats) {
        notice.tell(
                Notice.Kind.WARNING,
                getTranslation("tls.trial.title"),
                getTranslation("tls.trial.text", formats.time(now.trialUntil())));
        if (trial.getParent().isEmpty()) {
            addComponentAtIndex(1, trial);
        }
    }

    private Div offers(ListenerView listener) {
        Div cards = new Div();
        cards.addClassNames("cards", "wide-cards");
        listener.offers().forEach(offer -> {
            Div card = new Div(new H3(Foreign.ltr(offer.name())), settings(offer.settings()));
            card.addClassName("card");
            cards.add(card);
        });
        if (listener.offers().isEmpty()) {
            cards.add(new Span(getTranslation("tls.none")));
        }
        return cards;
    }

    private Facts settings(TlsSettings settings) {
        String auth = settings.clientAuth().name().toLowerCase(Locale.ROOT);
        return new Facts()
                .fact("tls.protocols", Foreign.ltr(String.join(" ", settings.protocols())))
                .fact("tls.ciphers", ciphers(settings.ciphers()))
                .fact("tls.auth", getTranslation("tls.auth." + auth));
    }

    private Span ciphers(List<String> ciphers) {
        Span names = new Span(ciphers.isEmpty() ? getTranslation("tls.ciphers.usual") : "");
        names.addClassName("names");
        ciphers.forEach(cipher -> names.add(Foreign.ltr(cipher)));
        return names;
    }
}
