package org.messagebroker.certs;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** What an authority has revoked: a numbered, signed list with an end (RFC 5280, 5). Immutable. */
public final class RevocationList {

    private static final Duration SKEW = Duration.ofMinutes(1);

    private final X509CRL crl;

    private RevocationList(X509CRL crl) {
        this.crl = crl;
    }

    /**
     * A new list of this authority.
     *
     * @param number higher than that of every earlier one
     * @param life until the next one is due
     */
    public static RevocationList sign(
            CertificateAuthority authority,
            BigInteger number,
            Instant now,
            Duration life,
            Collection<Revocation> revoked) {
        try {
            X509v2CRLBuilder builder = new X509v2CRLBuilder(
                    X500Name.getInstance(
                            authority.issuing().getSubjectX500Principal().getEncoded()),
                    Date.from(now.minus(SKEW)));
            builder.setNextUpdate(Date.from(now.plus(life)));
            revoked.forEach(each -> builder.addCRLEntry(
                    each.serial(), Date.from(each.at()), each.reason().code()));
            builder.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils()
                            .createAuthorityKeyIdentifier(authority.issuing().getPublicKey()));
            return new RevocationList(new JcaX509CRLConverter()
                    .getCRL(builder.build(new JcaContentSignerBuilder(Keys.signature(authority.issuingKey()))
                            .build(authority.issuingKey()))));
        } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
            throw new IllegalStateException("the revocation list could not be signed", e);
        }
    }

    /**
     * Reads lists in DER, or one after the other in PEM. Their signatures are not checked yet: {@link #isSignedBy}.
     *
     * @throws IllegalArgumentException when there is none or one cannot be read
     */
    public static List<RevocationList> parse(byte[] encoded) {
        try {
            List<RevocationList> lists =
                    CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(encoded)).stream()
                            .map(each -> new RevocationList((X509CRL) each))
                            .toList();
            if (lists.isEmpty()) {
                throw new IllegalArgumentException("there is no revocation list in this file");
            }
            if (lists.stream().anyMatch(each -> each.crl.getNextUpdate() == null)) {
                throw new IllegalArgumentException("the revocation list does not say when the next one is due");
            }
            return lists;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the revocation list cannot be read", e);
        }
    }

    /** Whether this authority's key has signed it. */
    public boolean isSignedBy(X509Certificate issuing) {
        try {
            crl.verify(issuing.getPublicKey());
            return crl.getIssuerX500Principal().equals(issuing.getSubjectX500Principal());
        } catch (GeneralSecurityException notItsSignature) {
            return false;
        }
    }

    /** Whether it names the certificate; one of another issuer it never does. */
    public boolean revokes(X509Certificate certificate) {
        return crl.isRevoked(certificate);
    }

    /** What it says about the certificate; empty when it does not name it. */
    public Optional<Revocation> revocation(X509Certificate certificate) {
        return Optional.ofNullable(crl.getRevokedCertificate(certificate)).map(RevocationList::revocation);
    }

    /** The name of the authority that it says it comes from. */
    public String issuer() {
        return crl.getIssuerX500Principal().getName();
    }

    /** The authority's number of it. */
    public BigInteger number() {
        byte[] extension = crl.getExtensionValue(Extension.cRLNumber.getId());
        return extension == null
                ? BigInteger.ZERO
                : CRLNumber.getInstance(ASN1OctetString.getInstance(extension).getOctets())
                        .getCRLNumber();
    }

    /** From when it holds. */
    public Instant thisUpdate() {
        return crl.getThisUpdate().toInstant();
    }

    /** By when the next one is due. */
    public Instant nextUpdate() {
        return crl.getNextUpdate().toInstant();
    }

    /** What it names. */
    public List<Revocation> revocations() {
        return Optional.ofNullable(crl.getRevokedCertificates()).stream()
                .flatMap(Collection::stream)
                .map(RevocationList::revocation)
                .toList();
    }

    /** In DER. */
    public byte[] der() {
        try {
            return crl.getEncoded();
        } catch (CRLException e) {
            throw new IllegalStateException("the revocation list cannot be encoded", e);
        }
    }

    /** In PEM. */
    public String pem() {
        return Pem.block("X509 CRL", der());
    }

    private static Revocation revocation(X509CRLEntry entry) {
        return new Revocation(entry.getSerialNumber(), entry.getRevocationDate().toInstant(), reason(entry));
    }

    private static RevocationReason reason(X509CRLEntry entry) {
        byte[] extension = entry.getExtensionValue(Extension.reasonCode.getId());
        return extension == null
                ? RevocationReason.UNSPECIFIED
                : RevocationReason.of(ASN1Enumerated.getInstance(
                                ASN1OctetString.getInstance(extension).getOctets())
                        .intValueExact());
    }
}
