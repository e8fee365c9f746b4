package org.messagebroker.server.authority;

import java.nio.file.Path;
import java.util.Optional;
import org.messagebroker.settings.Settings;

/**
 * The files of the authority and of the server's own certificate.
 *
 * @param key of the issuing authority, PEM; read while the database holds no authority; may be missing
 * @param issuing the issuing authority's certificate, PEM; may be missing
 * @param roots PEM: who is trusted; the server writes it when that changes and the file lets it
 * @param serverCertificate the chain that the server presents, PEM; renewed by the server when the file lets it
 * @param serverKey its key, PEM
 * @param portalCertificate that of a portal on this machine, PEM; renewed likewise
 * @param days for which certificates hold that proxies and workers get by themselves
 */
public record AuthorityConfig(
        Path key,
        Path issuing,
        Path roots,
        Path serverCertificate,
        Path serverKey,
        Optional<Path> portalCertificate,
        int days) {

    private static final int LONGEST = 3650;

    public static AuthorityConfig of(Settings settings) {
        return new AuthorityConfig(
                settings.path("ca.key-path"),
                settings.path("ca.issuing-cert-path"),
                settings.path("ca-cert-path"),
                settings.path("server-cert-path"),
                settings.path("server-key-path"),
                settings.optionalPath("ca.portal-cert-path"),
                settings.integer("ca.certificate-days", 1, LONGEST));
    }
}
