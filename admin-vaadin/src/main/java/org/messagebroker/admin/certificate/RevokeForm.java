package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.select.Select;
import java.util.List;
import java.util.Optional;
import org.messagebroker.admin.page.Confirm;
import org.messagebroker.admin.page.Outcome;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.PortalSession;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.RevocationOrder;

/** Asks why a certificate is revoked, and for its name, so that nobody revokes the wrong one. */
final class RevokeForm {

    private static final String[] REASONS = {
        "unspecified", "keyCompromise", "affiliationChanged", "superseded", "cessationOfOperation", "privilegeWithdrawn"
    };

    private RevokeForm() {}

    static void open(
            CertificateClient certificates, PortalSession session, CertificateView certificate, Runnable done) {
        Select<String> reason = Fields.choice("reason", "certificates.revoke.reason", "certificates.reason.", REASONS);
        Confirm.typing(
                "certificates.revoke",
                certificate.name(),
                List.of(reason),
                () -> certificates.revoke(session, order(certificate, reason.getValue())),
                result -> {
                    Outcome.done(Fields.words("certificates.revoke.done"));
                    done.run();
                });
    }

    private static RevocationOrder order(CertificateView certificate, String reason) {
        return new RevocationOrder(
                Optional.of(certificate.fingerprint()), Optional.empty(), Optional.empty(), Optional.of(reason));
    }
}
