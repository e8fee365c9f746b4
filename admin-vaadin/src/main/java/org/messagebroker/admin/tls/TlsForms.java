package org.messagebroker.admin.tls;

import com.vaadin.flow.component.HasValue;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.Notice;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.admin.server.TlsClient;
import org.messagebroker.api.TlsChange;
import org.messagebroker.api.TlsConfirmation;
import org.messagebroker.api.TlsSettings;
import org.messagebroker.api.TlsSettings.ClientAuth;
import org.messagebroker.api.TlsStatus.ListenerView;
import org.messagebroker.api.TlsStatus.Use;

/** Asks for a change of what a listener offers, telling meanwhile who would be cut off. */
final class TlsForms {

    private static final List<String> PROTOCOLS = List.of("TLSv1.3", "TLSv1.2");

    private final TlsClient tls;
    private final PortalSession session;
    private final Runnable changed;

    TlsForms(TlsClient tls, PortalSession session, Runnable changed) {
        this.tls = tls;
        this.session = session;
        this.changed = changed;
    }

    void change(ListenerView listener) {
        TlsSettings now =
                listener.decided().orElseGet(() -> listener.offers().getFirst().settings());
        Form form = new Form(now);
        Div preview = new Div();
        preview.setId("tls-preview");
        preview.getElement().setAttribute("role", "status");
        Runnable look = () -> {
            preview.removeAll();
            if (form.isComplete()) {
                show(preview, tls.preview(session, listener.listener(), form.change()));
            }
        };
        form.values().forEach(value -> value.addValueChangeListener(change -> look.run()));
        look.run();
        new FormDialog("tls.change", form.protocols, form.ciphers, form.auth, preview)
                .dangerous()
                .validatedBy(form::isComplete)
                .open(() -> tls.change(session, listener.listener(), form.change()), trial -> {
                    Outcome.done(words("tls.change.done"));
                    changed.run();
                });
    }

    void confirm(String listener, String change) {
        Outcome.take(tls.confirm(session, listener, new TlsConfirmation(change)), kept -> {
            Outcome.done(words("tls.trial.done"));
            changed.run();
        });
    }

    private static void show(Div preview, Answer<List<Use>> answer) {
        Notice notice = new Notice();
        switch (answer) {
            case Answer.Given<List<Use>>(List<Use> cut) -> tell(notice, cut);
            case Answer.Refused<List<Use>>(var why) ->
                notice.tell(
                        Notice.Kind.ERROR, Outcome.reason(UI.getCurrentOrThrow(), why), Foreign.english(why.message()));
            case Answer.Unavailable<List<Use>> away ->
                notice.tell(Notice.Kind.ERROR, words("error.away.title"), words("error.away.text"));
            case Answer.SessionEnded<List<Use>> ended -> {}
        }
        preview.add(notice);
    }

    private static void tell(Notice notice, List<Use> cut) {
        if (cut.isEmpty()) {
            notice.tell(Notice.Kind.INFO, words("tls.preview.nobody.title"), words("tls.preview.nobody.text"));
            return;
        }
        Formats formats = Formats.of(UI.getCurrentOrThrow());
        Span names = new Span();
        names.addClassName("names");
        cut.stream().map(TlsForms::peer).distinct().forEach(peer -> names.add(Foreign.own(peer)));
        notice.tell(
                Notice.Kind.WARNING,
                words("tls.preview.cut", formats.number(names.getElement().getChildCount())),
                names);
    }

    private static String words(String key, Object... parameters) {
        return UI.getCurrentOrThrow().getTranslation(key, parameters);
    }

    private static String peer(Use use) {
        return use.peer().isEmpty() ? words("tls.anybody") : use.peer();
    }

    /** The fields. */
    private static final class Form {

        private final CheckboxGroup<String> protocols = new CheckboxGroup<>(words("tls.protocols"));
        private final TextField ciphers = new TextField(words("tls.ciphers"));
        private final Select<ClientAuth> auth = new Select<>();

        Form(TlsSettings now) {
            protocols.setId("protocols");
            protocols.setItems(PROTOCOLS);
            protocols.setValue(Set.copyOf(now.protocols()));
            ciphers.setId("ciphers");
            ciphers.addClassName("ltr-field");
            ciphers.setHelperText(words("tls.ciphers.help"));
            ciphers.setValue(String.join(" ", now.ciphers()));
            auth.setId("auth");
            auth.setLabel(words("tls.auth"));
            auth.setItems(ClientAuth.values());
            auth.setItemLabelGenerator(value -> words("tls.auth." + value.name().toLowerCase(Locale.ROOT)));
            auth.setValue(now.clientAuth());
        }

        List<HasValue<?, ?>> values() {
            return List.of(protocols, ciphers, auth);
        }

        boolean isComplete() {
            protocols.setErrorMessage(words("tls.protocols.missing"));
            protocols.setInvalid(protocols.isEmpty());
            return !protocols.isInvalid();
        }

        TlsChange change() {
            List<String> chosen =
                    PROTOCOLS.stream().filter(protocols.getValue()::contains).toList();
            List<String> named = Stream.of(ciphers.getValue().split("[\\s,،]+"))
                    .filter(word -> !word.isEmpty())
                    .toList();
            return new TlsChange(Optional.of(chosen), Optional.of(named), auth.getOptionalValue());
        }
    }
}
