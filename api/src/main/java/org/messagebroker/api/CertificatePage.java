package org.messagebroker.api;

import java.util.List;

/**
 * {@code GET /admin/certificates/list}.
 *
 * @param total how many fit the search, on all pages
 */
public record CertificatePage(List<CertificateView> certificates, long total) {

    public CertificatePage {
        certificates = List.copyOf(certificates);
    }
}
