package org.messagebroker.enrolment;

import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.messagebroker.api.TrustNews;
import org.messagebroker.api.TrustReport;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Pem;
import org.messagebroker.service.upstream.Reply;
import org.messagebroker.service.upstream.ServerClient;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows when the authorities change: tells the server whom this service trusts, and writes down whom it is to trust. The
 * server is asked over a connection that the present authorities vouch for, so a change is believed only from who is believed
 * already. Not thread-safe.
 */
final class TrustFollower {

    private static final Logger LOG = LoggerFactory.getLogger(TrustFollower.class);

    private final CertificateFiles files;
    private final ServerClient server;
    private final Complaint unheard = new Complaint();
    private final Complaint unwritten = new Complaint();
    private final String instance = UUID.randomUUID().toString().replace("-", "");

    TrustFollower(CertificateFiles files, ServerClient server) {
        this.files = files;
        this.server = server;
    }

    /** One look; whether the server says that this service's certificate is of an authority that issues no more. */
    boolean look() {
        List<String> trusted = server.trusted().stream()
                .map(each -> Fingerprint.of(each).hex())
                .toList();
        return switch (server.post("/internal/trust", new TrustReport(instance, trusted), TrustNews.class)) {
            case Reply.Answered<TrustNews>(int _, TrustNews news) -> {
                unheard.over();
                take(news.authorities());
                yield news.renew();
            }
            case Reply.Refused<TrustNews> refused -> missed(refused.message());
            case Reply.Unreachable<TrustNews> away -> missed(away.reason());
        };
    }

    private boolean missed(String reason) {
        unheard.say("the server could not be asked whom to trust: " + reason);
        return false;
    }

    private void take(String offered) {
        List<X509Certificate> roots = Pem.certificates(offered);
        if (new HashSet<>(roots).equals(new HashSet<>(files.trusted()))) {
            unwritten.over();
        } else if (files.trustCanBeReplaced()) {
            files.trust(offered);
            LOG.info("the trusted authorities have changed; there are {} now", roots.size());
        } else {
            unwritten.say("the trusted authorities have changed, and " + files.authorities()
                    + " cannot be written here; replace it by GET /ca.crt of the server before the next one issues");
        }
    }
}
