package org.messagebroker.server.enrolment;

import io.helidon.webserver.http.HttpService;
import java.time.InstantSource;
import org.messagebroker.server.audit.AuditStore;
import org.messagebroker.server.authority.Authorities;
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

    public static EnrolmentFeature create(
            Database database,
            Authentication authentication,
            Admission admission,
            Authorities authorities,
            CertificateFeature certificates,
            PolicyVersions versions,
            AuditStore audit,
            InstantSource clock) {
        EnrolmentService service = new EnrolmentService(
                database,
                authorities,
                certificates.store(),
                certificates.issuer(),
                certificates.counters(),
                versions,
                audit,
                clock);
        return new EnrolmentFeature(new EnrolmentRoutes(authentication, admission, service));
    }
}
