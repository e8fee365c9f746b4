package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.messagebroker.admin.page.Copyable;
import org.messagebroker.admin.page.Download;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.page.ShownOnce;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.AuthorityChange;
import org.messagebroker.api.AuthorityOrder;
import org.messagebroker.api.AuthorityView;
import org.messagebroker.api.NewAuthority;

/** The steps from one authority to the next, each asked for with what it does. */
final class AuthorityForms {

    private final CertificateClient certificates;
    private final PortalSession session;
    private final Runnable changed;

    AuthorityForms(CertificateClient certificates, PortalSession session, Runnable changed) {
        this.certificates = certificates;
        this.session = session;
        this.changed = changed;
    }

    void create() {
        Select<String> key = Fields.choice("key", "certificates.key", "certificates.key.", "ec", "rsa");
        new FormDialog("authorities.create", new Paragraph(Fields.words("authorities.create.text")), key)
                .open(
                        () -> certificates.createAuthority(session, new AuthorityOrder(Optional.of(key.getValue()))),
                        this::handOver);
    }

    void activate(AuthorityView authority) {
        step(
                "authorities.activate",
                authority.unconfirmed(),
                change -> certificates.activate(session, authority.id(), change));
    }

    void retire(AuthorityView authority) {
        step("authorities.retire", authority.holders(), change -> certificates.retire(session, authority.id(), change));
    }

    /** @param affected who is cut off by it */
    private void step(String name, List<String> affected, Function<AuthorityChange, Answer<AuthorityView>> act) {
        Checkbox force = new Checkbox(Fields.words("authorities.force"));
        force.setId("force");
        force.setVisible(!affected.isEmpty());
        Span who = new Span(Fields.words("authorities.affected"));
        who.setVisible(!affected.isEmpty());
        Div names = AuthorityCard.names(affected);
        names.setVisible(!affected.isEmpty());
        new FormDialog(name, new Paragraph(Fields.words(name + ".text")), who, names, force)
                .dangerous()
                .open(() -> act.apply(new AuthorityChange(Optional.of(force.getValue()))), done -> {
                    Outcome.done(Fields.words("authorities.done"));
                    changed.run();
                });
    }

    private void handOver(NewAuthority made) {
        ShownOnce.open(
                "authorities.made",
                new Copyable("passphrase", Fields.words("authorities.passphrase"), made.passphrase()),
                Download.text(Fields.words("authorities.key"), made.id() + ".key", made.rootKey()),
                Download.text(Fields.words("authorities.root"), made.id() + ".crt", made.rootCertificate()));
        changed.run();
    }
}
