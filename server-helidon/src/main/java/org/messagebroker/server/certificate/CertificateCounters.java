package org.messagebroker.server.certificate;

import io.micrometer.core.instrument.Counter;
import org.messagebroker.service.Metrics;

/** What is counted for Prometheus, after the commit. */
public final class CertificateCounters {

    private final Counter issued;
    private final Counter revoked;

    CertificateCounters(Metrics metrics) {
        this.issued = metrics.counter("main_server_certificates_issued_total", "Certificates issued by this server");
        this.revoked = metrics.counter("main_server_certificates_revoked_total", "Certificates revoked at this server");
    }

    public void issued() {
        issued.increment();
    }

    void revoked(int count) {
        revoked.increment(count);
    }
}
