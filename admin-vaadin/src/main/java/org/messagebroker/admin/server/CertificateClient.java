package org.messagebroker.admin.server;

import java.util.List;
import java.util.Optional;
import org.messagebroker.api.AuthorityChange;
import org.messagebroker.api.AuthorityOrder;
import org.messagebroker.api.AuthorityView;
import org.messagebroker.api.CertificateOrder;
import org.messagebroker.api.CertificatePage;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.Expiring;
import org.messagebroker.api.NewAuthority;
import org.messagebroker.api.NewCertificate;
import org.messagebroker.api.RevocationOrder;
import org.messagebroker.api.RevocationResult;
import org.messagebroker.api.SuccessorOrder;
import org.springframework.stereotype.Component;

/** The server's certificates and authorities: {@code /admin/certificates}, {@code /admin/authorities}. Thread-safe. */
@Component
public final class CertificateClient {

    private static final String AUTHORITIES = "/admin/authorities";
    private static final Uri REKEY = Uri.of("/admin/certificates/rekey");
    private static final Uri GENERATE = Uri.of("/admin/certificates/generate");

    private final ServerCalls server;

    CertificateClient(ServerCalls server) {
        this.server = server;
    }

    /**
     * Which certificates are asked for.
     *
     * @param search a part of the name, the fingerprint or the serial number
     */
    public record Query(Optional<String> search, Optional<String> role, Optional<String> state) {}

    /** Some of the inventory. */
    public Answer<CertificatePage> certificates(PortalSession session, Query query, int skip, int limit) {
        Uri uri = Uri.of("/admin/certificates/list")
                .with("search", query.search())
                .with("role", query.role())
                .with("state", query.state());
        return server.get(session, uri.with("skip", skip).with("limit", limit), CertificatePage.class);
    }

    /** One, with its PEM. */
    public Answer<CertificateView> certificate(PortalSession session, String fingerprint) {
        return server.get(session, Uri.of("/admin/certificates/{fingerprint}", fingerprint), CertificateView.class);
    }

    /** What ends within so many days, people's accounts too. */
    public Answer<Expiring> expiring(PortalSession session, int days) {
        return server.get(session, Uri.of("/admin/expiring").with("days", days), Expiring.class);
    }

    /** Issues one, with a key that is made there: a file with everything, PKCS#12 if there is a password for it. */
    public Answer<Bundle> issue(PortalSession session, CertificateOrder order) {
        return bundle(session, GENERATE, order.password(), order);
    }

    /** Signs a request of a key that is kept elsewhere. */
    public Answer<NewCertificate> sign(PortalSession session, CertificateOrder order) {
        return server.post(session, GENERATE, order, NewCertificate.class);
    }

    /** A successor with the same key. */
    public Answer<NewCertificate> renew(PortalSession session, SuccessorOrder order) {
        return server.post(session, Uri.of("/admin/certificates/renew"), order, NewCertificate.class);
    }

    /** A successor with another key, which is made there: a file with everything, PKCS#12 if there is a password for it. */
    public Answer<Bundle> rekey(PortalSession session, SuccessorOrder order) {
        return bundle(session, REKEY, order.password(), order);
    }

    /** Revokes one, or all of a client. */
    public Answer<RevocationResult> revoke(PortalSession session, RevocationOrder order) {
        return server.post(session, Uri.of("/admin/certificates/revoke"), order, RevocationResult.class);
    }

    /** The newest revocation lists, PEM. */
    public Answer<byte[]> revocationLists(PortalSession session) {
        return server.get(session, Uri.of("/crl.pem"), byte[].class);
    }

    /** All authorities. */
    public Answer<List<AuthorityView>> authorities(PortalSession session) {
        return server.get(session, Uri.of(AUTHORITIES), AuthorityView[].class).map(List::of);
    }

    /** A new authority beside the one in use. */
    public Answer<NewAuthority> createAuthority(PortalSession session, AuthorityOrder order) {
        return server.post(session, Uri.of(AUTHORITIES), order, NewAuthority.class);
    }

    /** Has it issue from now on. */
    public Answer<AuthorityView> activate(PortalSession session, String id, AuthorityChange change) {
        return server.post(session, Uri.of("/admin/authorities/{id}/activate", id), change, AuthorityView.class);
    }

    /** Trusts it no more. */
    public Answer<AuthorityView> retire(PortalSession session, String id, AuthorityChange change) {
        return server.post(session, Uri.of("/admin/authorities/{id}/retire", id), change, AuthorityView.class);
    }

    private Answer<Bundle> bundle(PortalSession session, Uri uri, Optional<String> password, Object order) {
        Bundle.Form form = password.isPresent() ? Bundle.Form.P12 : Bundle.Form.ZIP;
        return server.post(session, uri.with("format", form.ending()), order, byte[].class)
                .map(content -> new Bundle(form, content));
    }
}
