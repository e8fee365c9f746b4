package org.messagebroker.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.CertificateDirectory.HolderFiles;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.LeafRequest;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.Validity;

/** An authority made for one test, and the good and bad certificates that a test needs of it. Thread-safe. */
public final class TestCertificates {

    /** The trust domain of everything minted here. */
    public static final String TRUST_DOMAIN = "message-broker";

    private static final List<String> HERE = List.of("localhost", "127.0.0.1");

    private final CertificateAuthority.Founded founded;

    /** Of a new authority. */
    public TestCertificates() {
        this(Instant.now());
    }

    private TestCertificates(Instant since) {
        founded = CertificateAuthority.found(TRUST_DOMAIN, InstantSource.fixed(since));
    }

    /** Of an authority whose issuing certificate ends after this time. */
    public static TestCertificates endingIn(Duration left) {
        Duration life = Duration.between(
                Instant.now(),
                new TestCertificates().authority().issuing().getNotAfter().toInstant());
        return new TestCertificates(Instant.now().minus(life).plus(left));
    }

    /** The authority, for requests that this class has no name for. */
    public CertificateAuthority authority() {
        return founded.authority();
    }

    /** A good certificate of the role; those that answer do so at localhost. */
    public Issued issue(Role role, String name) {
        return issue(role, name, authority().withinOwnLife(Validity.ofDays(30, InstantSource.system())));
    }

    /** A certificate that ended a minute ago. */
    public Issued expired(Role role, String name) {
        Instant end = Instant.now().minus(Duration.ofMinutes(1));
        return issue(role, name, new Validity(end.minus(Duration.ofDays(1)), end));
    }

    /** A certificate that begins in an hour. */
    public Issued notYetValid(Role role, String name) {
        Instant begin = Instant.now().plus(Duration.ofHours(1));
        return issue(role, name, new Validity(begin, begin.plus(Duration.ofDays(1))));
    }

    /** A client certificate that this authority signed over an RSA key of 1024 bits. */
    public Issued weakKey(String name) {
        return signedOver(rsa(1024), name, "SHA256withECDSA");
    }

    /** A client certificate that this authority signed with SHA-1. */
    public Issued weakSignature(String name) {
        return signedOver(rsa(2048), name, "SHA1withECDSA");
    }

    /** The issuing authority's own certificate and key, as a dishonest client would present them. */
    public Issued authorityAsLeaf() {
        return new Issued(List.of(authority().issuing()), authority().issuingKey());
    }

    /** The certificate as files in the layout of an installation, the trust anchor beside it. */
    public HolderFiles save(Path directory, Role role, String name) {
        CertificateDirectory certificates = new CertificateDirectory(directory);
        if (!certificates.hasAuthority()) {
            certificates.save(founded);
        }
        return certificates.save(role, name, issue(role, name));
    }

    /** A TLS context that trusts this authority and presents the given certificate, or none. */
    public SSLContext context(Optional<Issued> own) {
        return contextTrusting(authority().root(), own);
    }

    /** A TLS context that trusts this root alone and presents the given certificate, or none. */
    public static SSLContext contextTrusting(X509Certificate root, Optional<Issued> own) {
        return contextTrusting(List.of(root), own);
    }

    /** A TLS context that trusts these roots and presents the given certificate, or none. */
    public static SSLContext contextTrusting(List<X509Certificate> roots, Optional<Issued> own) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    own.map(present -> new KeyManager[] {new InsistentKey(present)})
                            .orElse(null),
                    trust(roots).getTrustManagers(),
                    null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private Issued issue(Role role, String name, Validity validity) {
        List<String> hosts = role == Role.CLIENT || role == Role.WORKER ? List.of() : HERE;
        return authority().issue(new LeafRequest(role, name, hosts, validity));
    }

    private Issued signedOver(KeyPair keys, String name, String algorithm) {
        try {
            Instant now = Instant.now();
            JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                    authority().issuing(),
                    BigInteger.valueOf(now.toEpochMilli()),
                    Date.from(now.minusSeconds(60)),
                    Date.from(now.plusSeconds(3600)),
                    new X500Name("CN=" + name),
                    keys.getPublic());
            String id = Role.CLIENT.spiffeId(TRUST_DOMAIN, name);
            builder.addExtension(
                    Extension.subjectAlternativeName,
                    false,
                    new GeneralNames(new GeneralName(GeneralName.uniformResourceIdentifier, id)));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
            X509Certificate certificate = new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(algorithm)
                            .build(authority().issuingKey())));
            return new Issued(List.of(certificate, authority().issuing()), keys.getPrivate());
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TrustManagerFactory trust(List<X509Certificate> roots) throws GeneralSecurityException {
        KeyStore anchors = emptyStore();
        for (X509Certificate root : roots) {
            anchors.setCertificateEntry("root-" + anchors.size(), root);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(anchors);
        return factory;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            return store;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
