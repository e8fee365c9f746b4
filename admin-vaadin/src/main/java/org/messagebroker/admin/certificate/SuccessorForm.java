package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import java.util.Optional;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.page.WholeNumber;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.SuccessorOrder;

/** Asks for the next certificate of a holder, with the same key or with a new one. */
final class SuccessorForm {

    private static final int LONGEST_OVERLAP_DAYS = 365;

    /** For who gets a new key: should its only copy be lost on the way, the old one still works. */
    private static final int USUAL_OVERLAP_DAYS = 7;

    private final CertificateView last;
    private final IntegerField days = Fields.days();
    private final IntegerField overlap =
            WholeNumber.field("overlap", Fields.words("certificates.renew.overlap"), 0, LONGEST_OVERLAP_DAYS);
    private final Select<String> key = Fields.key();
    private final PasswordField password = Fields.password();

    private SuccessorForm(CertificateView last, String help) {
        this.last = last;
        overlap.setHelperText(Fields.words(help));
    }

    static void renew(CertificateClient certificates, PortalSession session, CertificateView last, Runnable done) {
        SuccessorForm form = new SuccessorForm(last, "certificates.renew.help");
        new FormDialog(
                        "certificates.renew",
                        new Paragraph(Fields.words("certificates.renew.text")),
                        form.days,
                        form.overlap)
                .open(() -> certificates.renew(session, form.order(Optional.empty(), Optional.empty())), made -> {
                    IssueForm.show(made);
                    done.run();
                });
    }

    static void rekey(CertificateClient certificates, PortalSession session, CertificateView last, Runnable done) {
        SuccessorForm form = new SuccessorForm(last, "certificates.rekey.help");
        form.overlap.setValue(USUAL_OVERLAP_DAYS);
        new FormDialog(
                        "certificates.rekey",
                        new Paragraph(Fields.words("certificates.rekey.text")),
                        form.days,
                        form.overlap,
                        form.key,
                        form.password)
                .open(() -> certificates.rekey(session, form.rekeyed()), made -> {
                    HandedOver.open(last.name(), made);
                    done.run();
                });
    }

    private SuccessorOrder rekeyed() {
        return order(Optional.of(key.getValue()), Fields.typed(password));
    }

    private SuccessorOrder order(Optional<String> kind, Optional<String> secret) {
        return new SuccessorOrder(
                last.fingerprint(),
                days.getOptionalValue(),
                overlap.getOptionalValue(),
                kind,
                Optional.empty(),
                secret,
                Optional.empty());
    }
}
