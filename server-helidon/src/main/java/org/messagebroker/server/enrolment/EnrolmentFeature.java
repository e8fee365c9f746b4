package org.messagebroker.server.enrolment;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.authority.AuthorityFeature;
import org.messagebroker.server.certificate.CertificateFeature;
import org.messagebroker.server.database.Database;
import org.messagebroker.server.policy.Admission;
import org.messagebroker.server.policy.PolicyVersions;
import org.messagebroker.server.user.Authentication;

/**
 * Enrolment, put together.
 *
 * @param routes for administrators, proxies and workers
 */
public record EnrolmentFeature(HttpService routes) {

    /** @param days for which certificates hold that proxies and workers get by themselves */
    public static EnrolmentFeature create(
            Database database,
            Authentication authentication,
            Admission admission,
            AuthorityFeature authority,
            CertificateFeature certificates,
            PolicyVersions versions,
            AuditStore audit,
            int days,
            InstantSource clock) {
        EnrolmentService service = new EnrolmentService(
                database,
                authority.authorities(),
                certificates.store(),
                certificates.issuer(),
                certificates.counters(),
                versions,
                audit,
                days,
                clock);
        return new EnrolmentFeature(new EnrolmentRoutes(authentication, admission, service, authority.reports()));
    }
}
