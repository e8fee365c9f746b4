package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AttachmentType;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import java.io.ByteArrayInputStream;
import org.messagebroker.admin.server.Answer;
import org.messagebroker.admin.server.CertificateClient;
import org.messagebroker.admin.server.PortalSession;

/** Downloads the revocation lists as they are at that moment. */
final class RevocationListLink extends Anchor {

    private static final int UNAVAILABLE = 503;

    RevocationListLink(CertificateClient certificates, PortalSession session) {
        setId("crl");
        addClassName("download");
        setHref(
                DownloadHandler.fromInputStream(event -> response(certificates.revocationLists(session))),
                AttachmentType.DOWNLOAD);
    }

    private static DownloadResponse response(Answer<byte[]> answer) {
        return answer instanceof Answer.Given<byte[]>(byte[] pem)
                ? new DownloadResponse(new ByteArrayInputStream(pem), "crl.pem", "application/x-pem-file", pem.length)
                : DownloadResponse.error(UNAVAILABLE);
    }
}
