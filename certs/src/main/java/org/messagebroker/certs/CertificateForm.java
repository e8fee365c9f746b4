package org.messagebroker.certs;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.messagebroker.certs.CertificateAuthority.Signer;

/** The forms of certificate that the authority signs (RFC 5280). */
final class CertificateForm {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SERIAL_BITS = 127;

    private final X509v3CertificateBuilder builder;
    private final Signer signer;

    private CertificateForm(X500Name subject, PublicKey key, Validity validity, Signer signer)
            throws CertIOException, GeneralSecurityException {
        this.signer = signer;
        JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
        builder = new JcaX509v3CertificateBuilder(
                X500Name.getInstance(
                        signer.certificate().getSubjectX500Principal().getEncoded()),
                serial(),
                Date.from(validity.notBefore()),
                Date.from(validity.notAfter()),
                subject,
                key);
        add(Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(key));
        add(
                Extension.authorityKeyIdentifier,
                false,
                extensions.createAuthorityKeyIdentifier(signer.certificate().getPublicKey()));
    }

    static X509Certificate root(String name, KeyPair keys, Validity validity) {
        return made(() -> {
            JcaX509ExtensionUtils extensions = new JcaX509ExtensionUtils();
            X500Name subject = name(name);
            X509v3CertificateBuilder root = new JcaX509v3CertificateBuilder(
                    subject,
                    serial(),
                    Date.from(validity.notBefore()),
                    Date.from(validity.notAfter()),
                    subject,
                    keys.getPublic());
            root.addExtension(
                    Extension.subjectKeyIdentifier, false, extensions.createSubjectKeyIdentifier(keys.getPublic()));
            root.addExtension(Extension.basicConstraints, true, new BasicConstraints(1));
            root.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(root, keys.getPrivate());
        });
    }

    static X509Certificate issuing(String name, PublicKey key, Validity validity, Signer root) {
        return made(() -> new CertificateForm(name(name), key, validity, root)
                .add(Extension.basicConstraints, true, new BasicConstraints(0))
                .add(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
                .sign());
    }

    static X509Certificate leaf(LeafRequest request, String trustDomain, PublicKey key, Signer issuing) {
        return made(() -> new CertificateForm(name(request.name()), key, request.validity(), issuing)
                .add(Extension.basicConstraints, true, new BasicConstraints(false))
                .add(Extension.keyUsage, true, new KeyUsage(leafUsage(key)))
                .add(Extension.extendedKeyUsage, false, purposes(request.role()))
                .add(Extension.subjectAlternativeName, false, alternativeNames(request, trustDomain))
                .sign());
    }

    private CertificateForm add(ASN1ObjectIdentifier extension, boolean critical, ASN1Encodable value)
            throws CertIOException {
        builder.addExtension(extension, critical, value);
        return this;
    }

    private X509Certificate sign() throws OperatorCreationException, GeneralSecurityException {
        return sign(builder, signer.key());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey key)
            throws OperatorCreationException, GeneralSecurityException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder(Keys.signature(key)).build(key)));
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder().addRDN(BCStyle.CN, commonName).build();
    }

    /** RFC 5280, 4.1.2.2: positive, at most 20 octets; random, so that it cannot be foreseen. */
    private static BigInteger serial() {
        return new BigInteger(SERIAL_BITS, RANDOM).setBit(SERIAL_BITS - 1);
    }

    /** An RSA key also enciphers: TLS 1.2 without a Diffie-Hellman exchange is off, but some clients check the bit. */
    private static int leafUsage(PublicKey key) {
        return key instanceof RSAPublicKey
                ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
                : KeyUsage.digitalSignature;
    }

    private static ExtendedKeyUsage purposes(Role role) {
        return new ExtendedKeyUsage(role.purposes().toArray(KeyPurposeId[]::new));
    }

    private static GeneralNames alternativeNames(LeafRequest request, String trustDomain) {
        List<GeneralName> names = new ArrayList<>();
        names.add(new GeneralName(
                GeneralName.uniformResourceIdentifier, request.role().spiffeId(trustDomain, request.name())));
        request.hosts().forEach(host -> names.add(HostName.generalName(host)));
        return new GeneralNames(names.toArray(GeneralName[]::new));
    }

    private static X509Certificate made(Making making) {
        try {
            return making.make();
        } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
            throw new IllegalStateException("the certificate could not be made", e);
        }
    }

    private interface Making {
        X509Certificate make() throws CertIOException, OperatorCreationException, GeneralSecurityException;
    }
}
