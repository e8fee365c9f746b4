package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.spring.security.AuthenticationContext;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.messagebroker.admin.AdminConfig;
import org.messagebroker.admin.page.Download;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.admin.page.SubjectPage;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.Permission;

/** One certificate, and what can be done about it. */
@Route("certificates/:fingerprint([0-9a-f]{64})")
@PermitAll
public final class CertificatePageView extends SubjectPage<CertificateView> {

    private final CertificateClient certificates;

    CertificatePageView(AdminConfig config, CertificateClient certificates, AuthenticationContext authentication) {
        super(
                "certificate",
                "fingerprint",
                Permission.CERTIFICATE_WRITE,
                config,
                authentication,
                certificates::certificate);
        this.certificates = certificates;
    }

    @Override
    protected List<Component> parts(CertificateView certificate, boolean isChangeable) {
        return List.of(head(certificate, isChangeable), CertificateFacts.of(this, formats(), certificate));
    }

    private Div head(CertificateView certificate, boolean isChangeable) {
        Div acts = new Div();
        acts.addClassName("page-actions");
        certificate
                .certificate()
                .ifPresent(pem -> acts.add(
                        Download.text(getTranslation("certificates.download"), certificate.name() + ".crt", pem)));
        if (isChangeable && !certificate.state().equals("revoked")) {
            acts.add(
                    act("renew", () -> SuccessorForm.renew(certificates, session(), certificate, this::refresh)),
                    act("rekey", () -> SuccessorForm.rekey(certificates, session(), certificate, this::refresh)),
                    dangerous(
                            act("revoke", () -> RevokeForm.open(certificates, session(), certificate, this::refresh))));
        }
        Div head = new Div(new H2(Foreign.ltr(certificate.name())), acts);
        head.addClassName("detail-head");
        return head;
    }

    private Button act(String name, Runnable act) {
        Button button = new Button(getTranslation("certificate.act." + name), click -> act.run());
        button.setId("certificate-" + name);
        return button;
    }

    private static Button dangerous(Button button) {
        button.addThemeVariants(ButtonVariant.ERROR);
        return button;
    }
}
