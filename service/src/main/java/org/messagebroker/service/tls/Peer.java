package org.messagebroker.service.tls;

import io.helidon.webserver.http.ServerRequest;
import java.math.BigInteger;
import java.security.cert.Certificate;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.stream.Stream;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.Problem;

/**
 * Who is at the other end of the connection: what the verified client certificate says, and nothing else (no header, no
 * parameter). The handshake has checked the chain, the key's use and strength; the dates are for the request to check.
 *
 * @param role from the SPIFFE id in the certificate
 * @param name from the SPIFFE id: the client, proxy or worker id
 * @param serial of the certificate
 * @param issuer the issuer's distinguished name (RFC 2253)
 * @param notBefore begin of validity
 * @param notAfter end of validity
 * @param fingerprint SHA-256 of the certificate's DER form, lower-case hexadecimal
 */
public record Peer(
        Role role,
        String name,
        BigInteger serial,
        String issuer,
        Instant notBefore,
        Instant notAfter,
        String fingerprint) {

    /** What a certificate says that its holder is. A server never connects to us: it signs the policy. */
    public enum Role {
        CLIENT,
        PROXY,
        WORKER,
        SERVER;

        /** As it stands in the SPIFFE id and on the wire. */
        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a certificate stands in time. */
    public enum Dates {
        NOT_YET_VALID,
        VALID,
        EXPIRED
    }

    private static final int URI = 6;

    /** A connection shows the same certificate object with each of its requests; reading it anew costs more than all else. */
    private static final Map<X509Certificate, Peer> KNOWN = Collections.synchronizedMap(new WeakHashMap<>());

    /**
     * The peer of a request in this role, with a certificate that is valid now.
     *
     * @throws Problem authentication_error without certificate; authorization_error when the certificate has another
     *     role or none, is expired or not yet valid
     */
    public static Peer require(ServerRequest request, Role role, Instant now) {
        Peer peer = of(request).orElseThrow(Peer::noIdentity);
        if (peer.role != role) {
            throw Problem.of(ErrorCode.AUTHORIZATION_ERROR, "This certificate is not one of a " + role.wire() + ".");
        }
        return peer.requireValidAt(now);
    }

    /**
     * The peer of a request, whatever its role and dates; empty when it presented no certificate.
     *
     * @throws Problem authorization_error when the certificate carries no identity of ours
     */
    public static Optional<Peer> of(ServerRequest request) {
        return request.remotePeer()
                .tlsCertificates()
                .filter(chain -> chain.length > 0)
                .map(chain -> of(chain[0]));
    }

    /**
     * Reads a verified certificate.
     *
     * @throws Problem authorization_error when it carries no identity of ours
     */
    public static Peer of(Certificate verified) {
        if (!(verified instanceof X509Certificate certificate)) {
            throw unknownIdentity();
        }
        return KNOWN.computeIfAbsent(certificate, Peer::read);
    }

    private static Peer read(X509Certificate certificate) {
        List<SpiffeId> ids = spiffeIds(certificate).toList();
        if (ids.size() != 1) {
            throw unknownIdentity();
        }
        return new Peer(
                ids.getFirst().role(),
                ids.getFirst().name(),
                certificate.getSerialNumber(),
                certificate.getIssuerX500Principal().getName(),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant(),
                Fingerprint.of(certificate));
    }

    /** How the certificate stands at this time. */
    public Dates dates(Instant now) {
        if (now.isBefore(notBefore)) {
            return Dates.NOT_YET_VALID;
        }
        return now.isAfter(notAfter) ? Dates.EXPIRED : Dates.VALID;
    }

    /**
     * This peer, if its certificate is valid at this time.
     *
     * @throws Problem authorization_error that says since when or until when it is not
     */
    public Peer requireValidAt(Instant now) {
        return switch (dates(now)) {
            case VALID -> this;
            case EXPIRED ->
                throw Problem.of(
                        ErrorCode.AUTHORIZATION_ERROR,
                        "The certificate expired at " + notAfter + "; ask the administrator for a new one.");
            case NOT_YET_VALID ->
                throw Problem.of(
                        ErrorCode.AUTHORIZATION_ERROR,
                        "The certificate is not valid before " + notBefore + "; check the clock of both sides.");
        };
    }

    /** Time left; negative when expired. */
    public Duration left(Instant now) {
        return Duration.between(now, notAfter);
    }

    private static Stream<SpiffeId> spiffeIds(X509Certificate certificate) {
        try {
            return Optional.ofNullable(certificate.getSubjectAlternativeNames()).stream()
                    .flatMap(Collection::stream)
                    .filter(name -> Integer.valueOf(URI).equals(name.getFirst()))
                    .flatMap(name -> SpiffeId.parse(String.valueOf(name.get(1))).stream());
        } catch (CertificateParsingException e) {
            return Stream.empty();
        }
    }

    private static Problem noIdentity() {
        return Problem.of(
                ErrorCode.AUTHENTICATION_ERROR, "A client certificate is required; connect with certificate and key.");
    }

    private static Problem unknownIdentity() {
        return Problem.of(ErrorCode.AUTHORIZATION_ERROR, "The certificate carries no identity known here.");
    }
}
