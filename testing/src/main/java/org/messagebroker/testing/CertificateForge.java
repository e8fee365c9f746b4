package org.messagebroker.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Keys;
import org.messagebroker.certs.Role;

/** Makes certificates that an honest authority would not: every part can be wrong. Not thread-safe. */
public final class CertificateForge {

    private static final ASN1ObjectIdentifier UNHEARD_OF = new ASN1ObjectIdentifier("1.3.6.1.4.1.55555.1");

    private final X500Name subject;
    private final List<GeneralName> alternatives = new ArrayList<>();
    private KeyPair keys = Keys.ec();
    private Optional<KeyPurposeId> purpose = Optional.of(KeyPurposeId.id_kp_clientAuth);
    private int usage = KeyUsage.digitalSignature;
    private boolean authority;
    private boolean unheardOfExtension;
    private boolean altered;
    private String signature = "SHA256withECDSA";
    private Instant begin = Instant.now().minus(Duration.ofMinutes(1));
    private Instant end = Instant.now().plus(Duration.ofDays(1));

    private CertificateForge(String commonName) {
        subject = new X500Name("CN=" + commonName);
    }

    /** A certificate as the authority itself would sign it; the methods below spoil one part each. */
    public static CertificateForge of(Role role, String name) {
        return new CertificateForge(name).identity(role.spiffeId(TestCertificates.TRUST_DOMAIN, name));
    }

    /** A certificate without any identity in its alternative names. */
    public static CertificateForge nameless(String commonName) {
        return new CertificateForge(commonName);
    }

    /** One more URI in the alternative names. */
    public CertificateForge identity(String uri) {
        alternatives.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
        return this;
    }

    /** One more host name in the alternative names. */
    public CertificateForge host(String name) {
        alternatives.add(new GeneralName(GeneralName.dNSName, name));
        return this;
    }

    /** Meant for this, or for nothing in particular. */
    public CertificateForge purpose(Optional<KeyPurposeId> meant) {
        purpose = meant;
        return this;
    }

    /** Key usage bits, as {@link KeyUsage} has them. */
    public CertificateForge usage(int bits) {
        usage = bits;
        return this;
    }

    /** With basic constraints of an authority. */
    public CertificateForge asAuthority() {
        authority = true;
        usage = KeyUsage.keyCertSign | KeyUsage.digitalSignature;
        return this;
    }

    /** With a critical extension that nobody knows. */
    public CertificateForge withUnheardOfExtension() {
        unheardOfExtension = true;
        return this;
    }

    /** With one bit of the signature changed after signing. */
    public CertificateForge altered() {
        altered = true;
        return this;
    }

    /** Over this pair of keys. */
    public CertificateForge keys(KeyPair pair) {
        keys = pair;
        return this;
    }

    /** Over a new RSA pair. */
    public CertificateForge rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return keys(generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signed with this algorithm of the signer's key. */
    public CertificateForge signedWith(String algorithm) {
        signature = algorithm;
        return this;
    }

    /** Valid in this span. */
    public CertificateForge valid(Instant from, Instant until) {
        begin = from;
        end = until;
        return this;
    }

    /** Signed by its own key. */
    public Issued selfSigned() {
        return new Issued(List.of(sign(subject, keys.getPrivate())), keys.getPrivate());
    }

    /** Signed by the holder of that certificate, whose chain goes along. */
    public Issued signedBy(Issued signer) {
        X500Name issuer = X500Name.getInstance(
                signer.certificate().getSubjectX500Principal().getEncoded());
        X509Certificate certificate = sign(issuer, signer.key());
        return new Issued(
                Stream.concat(Stream.of(certificate), signer.chain().stream()).toList(), keys.getPrivate());
    }

    private X509Certificate sign(X500Name issuer, PrivateKey signer) {
        try {
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(126, new SecureRandom()).add(BigInteger.ONE),
                    Date.from(begin),
                    Date.from(end),
                    subject,
                    keys.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(usage));
            if (purpose.isPresent()) {
                builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose.get()));
            }
            if (!alternatives.isEmpty()) {
                GeneralNames names = new GeneralNames(alternatives.toArray(GeneralName[]::new));
                builder.addExtension(Extension.subjectAlternativeName, false, names);
            }
            if (unheardOfExtension) {
                builder.addExtension(UNHEARD_OF, true, new DERUTF8String("?"));
            }
            byte[] encoded = builder.build(new JcaContentSignerBuilder(signature).build(signer))
                    .getEncoded();
            if (altered) {
                encoded[encoded.length - 1] ^= 1;
            }
            return new JcaX509CertificateConverter().getCertificate(new X509CertificateHolder(encoded));
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
