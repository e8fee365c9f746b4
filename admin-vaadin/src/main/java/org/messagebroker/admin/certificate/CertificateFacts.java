package org.messagebroker.admin.certificate;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.badge.Badge;
import com.vaadin.flow.router.RouteParam;
import com.vaadin.flow.router.RouteParameters;
import com.vaadin.flow.router.RouterLink;
import org.messagebroker.admin.language.Formats;
import org.messagebroker.admin.page.Facts;
import org.messagebroker.admin.page.Foreign;
import org.messagebroker.api.CertificateView;

/** What is known of a certificate, in the language of the page. */
final class CertificateFacts {

    private CertificateFacts() {}

    static Facts of(Component page, Formats formats, CertificateView certificate) {
        Facts facts = new Facts()
                .fact("certificates.column.state", badge(page, certificate.state()))
                .fact("certificates.column.role", page.getTranslation("certificates.role." + certificate.role()))
                .fact("certificates.begins", formats.dateTime(certificate.notBefore()))
                .fact("certificates.column.ends", formats.dateTime(certificate.notAfter()))
                .fact("certificates.column.days", DaysLeft.words(page, formats, certificate.daysLeft()))
                .fact("certificates.column.fingerprint", Foreign.ltr(certificate.fingerprint()))
                .fact("certificates.serial", Foreign.ltr(certificate.serial()))
                .fact("certificates.issuer", Foreign.ltr(certificate.issuer()));
        certificate.revokedAt().ifPresent(at -> facts.fact("certificates.revoked", formats.dateTime(at)));
        certificate
                .revocationReason()
                .ifPresent(reason -> facts.fact("certificates.revoke.reason", reason(page, reason)));
        certificate.revokeAt().ifPresent(at -> facts.fact("certificates.overlap", formats.dateTime(at)));
        certificate.replaces().ifPresent(other -> facts.fact("certificates.replaces", link(other)));
        certificate.replacedBy().ifPresent(other -> facts.fact("certificates.replaced", link(other)));
        return facts;
    }

    static Badge badge(Component page, String state) {
        Badge badge = new Badge(page.getTranslation("certificates.state." + state));
        badge.getElement().setAttribute("data-state", state);
        badge.getElement().setAttribute("theme", theme(state));
        return badge;
    }

    /** The colour of a state. */
    static String theme(String state) {
        return switch (state) {
            case "active" -> "success";
            case "expired" -> "warning";
            default -> "error";
        };
    }

    /** As RFC 5280 names it, in words. */
    static String reason(Component page, String wire) {
        return page.getTranslation("certificates.reason." + wire);
    }

    private static RouterLink link(String fingerprint) {
        RouterLink link = new RouterLink(
                "", CertificatePageView.class, new RouteParameters(new RouteParam("fingerprint", fingerprint)));
        link.add(Foreign.ltr(fingerprint));
        return link;
    }
}
