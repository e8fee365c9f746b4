package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.IntegerField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import java.util.List;
import java.util.Optional;
import org.messagebroker.admin.page.Copyable;
import org.messagebroker.admin.page.Download;
import org.messagebroker.admin.page.FormDialog;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.CertificateOrder;
import org.messagebroker.api.NewCertificate;

/** Asks for a new certificate, and hands it over. */
final class IssueForm {

    private final Select<String> role =
            Fields.choice("role", "certificates.column.role", "certificates.role.", "client", "proxy", "worker");
    private final TextField name = Fields.latin("name", "certificates.column.name");
    private final IntegerField days = Fields.days();
    private final TextField hosts = Fields.latin("hosts", "certificates.hosts");
    private final Select<String> key = Fields.key();
    private final PasswordField password = Fields.password();
    private final TextArea request = Fields.pem("request", "certificates.request");

    private IssueForm() {
        hosts.setHelperText(Fields.words("certificates.hosts.help"));
    }

    /** With a key that the server makes: a file to keep, once. */
    static void issue(CertificateClient certificates, PortalSession session, Runnable done) {
        IssueForm form = new IssueForm();
        new FormDialog("certificates.issue", form.role, form.name, form.days, form.hosts, form.key, form.password)
                .validatedBy(() -> Fields.isGiven(form.name))
                .open(() -> certificates.issue(session, form.order()), made -> {
                    HandedOver.open(form.name.getValue().strip(), made);
                    done.run();
                });
    }

    /** For a key that is kept elsewhere. */
    static void sign(CertificateClient certificates, PortalSession session, Runnable done) {
        IssueForm form = new IssueForm();
        new FormDialog("certificates.sign", form.role, form.name, form.days, form.request)
                .validatedBy(() -> Fields.isGiven(form.name) && form.hasRequest())
                .open(() -> certificates.sign(session, form.order()), made -> {
                    show(made);
                    done.run();
                });
    }

    /** Shows a certificate whose key is elsewhere: nothing in it is secret. */
    static void show(NewCertificate made) {
        FormDialog dialog = new FormDialog(
                "certificates.signed",
                new Copyable("new-certificate", Fields.words("certificates.signed.label"), made.certificate()),
                Download.text(Fields.words("certificates.download"), made.name() + ".crt", made.certificate()),
                Download.text(Fields.words("certificates.download-roots"), "ca.crt", made.authorities()));
        dialog.tellOnly();
    }

    private boolean hasRequest() {
        request.setErrorMessage(Fields.words("certificates.missing"));
        request.setInvalid(request.getValue().isBlank());
        return !request.isInvalid();
    }

    private CertificateOrder order() {
        String holder = name.getValue().strip();
        boolean client = role.getValue().equals("client");
        return new CertificateOrder(
                client ? Optional.of(holder) : Optional.empty(),
                client ? Optional.empty() : Optional.of(role.getValue()),
                client ? Optional.empty() : Optional.of(holder),
                days.getOptionalValue(),
                request.isEmpty() ? Optional.of(key.getValue()) : Optional.empty(),
                request.isEmpty() ? Fields.list(hosts.getValue()) : List.of(),
                Fields.text(request.getValue()),
                Optional.empty(),
                Fields.typed(password),
                Optional.empty());
    }
}
