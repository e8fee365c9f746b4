package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.messagebroker.certs.ChainCheck.Fault;

class ChainCheckTest {

    private static final String DOMAIN = "message-broker";
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Instant NOW = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);

    private final CertificateAuthority.Founded founded = CertificateAuthority.found(DOMAIN, CLOCK);
    private final CertificateAuthority authority = founded.authority();
    private final Issued shop = issue(authority, Role.CLIENT);

    @ParameterizedTest
    @EnumSource
    void nothingIsWrongWithAGoodCertificateOfAnyRole(Role role) {
        assertEquals(Set.of(), faults(check(NOW), issue(authority, role).chain(), Optional.of(role)));
    }

    @Test
    void theIssuingAuthorityNeedNotBeInTheChain() {
        assertEquals(Set.of(), faults(check(NOW), List.of(shop.certificate()), Optional.empty()));
    }

    @Test
    void aNewIssuingAuthorityBelowATrustedRootIsOurs() {
        CertificateAuthority next =
                CertificateAuthority.below(DOMAIN, authority.root(), founded.rootKey(), KeyKind.EC, CLOCK);

        assertEquals(Set.of(), faults(check(NOW), issue(next, Role.CLIENT).chain(), Optional.empty()));
    }

    @Test
    void aCertificateOfAnotherAuthorityOfTheSameNameIsNotOurs() {
        CertificateAuthority twin = CertificateAuthority.found(DOMAIN, CLOCK).authority();

        assertEquals(
                Set.of(Fault.NOT_OURS),
                faults(check(NOW), issue(twin, Role.CLIENT).chain(), Optional.empty()));
        assertEquals(
                Set.of(Fault.NOT_OURS),
                faults(new ChainCheck(DOMAIN, List.of(), List.of(), NOW), shop.chain(), Optional.empty()));
    }

    @Test
    void aCertificateThatAHolderSignedIsNotOurs() throws Exception {
        KeyPair keys = Keys.ec();
        X509Certificate forged = forged(keys, "SHA256withECDSA", shop);

        Set<Fault> faults =
                faults(check(NOW), List.of(forged, shop.certificate(), authority.issuing()), Optional.empty());

        assertTrue(faults.contains(Fault.NOT_OURS), faults::toString);
    }

    @Test
    void datesAreJudgedByTheGivenTime() {
        assertEquals(
                Set.of(Fault.EXPIRED), faults(check(NOW.plus(Duration.ofDays(31))), shop.chain(), Optional.empty()));
        assertEquals(
                Set.of(Fault.NOT_YET_VALID),
                faults(check(NOW.minus(Duration.ofHours(1))), List.of(shop.certificate()), Optional.empty()));
    }

    @Test
    void anEndedAuthorityIsNamed() {
        List<ChainCheck.Finding> findings =
                check(NOW.plus(Duration.ofDays(16 * 365))).findings(shop.chain(), Optional.empty());

        assertEquals(2, findings.size());
        assertTrue(findings.getLast().words().startsWith("The authority CN=message-broker issuing expired on"));
    }

    @Test
    void revocationIsToldWithItsReason() {
        ChainCheck check =
                new ChainCheck(DOMAIN, List.of(authority.withoutKey()), List.of(revoking(authority, shop)), NOW);

        List<ChainCheck.Finding> findings = check.findings(shop.chain(), Optional.empty());

        assertEquals(1, findings.size());
        assertEquals(
                "It was revoked on " + NOW + ": keyCompromise.",
                findings.getFirst().words());
    }

    @Test
    void aListOfSomebodyElseRevokesNothing() {
        CertificateAuthority twin = CertificateAuthority.found(DOMAIN, CLOCK).authority();
        ChainCheck check = new ChainCheck(DOMAIN, List.of(authority.withoutKey()), List.of(revoking(twin, shop)), NOW);

        assertEquals(Set.of(), faults(check, shop.chain(), Optional.empty()));
    }

    @Test
    void anotherRoleThanTheWantedOneIsWrong() {
        assertEquals(Set.of(Fault.WRONG_ROLE), faults(check(NOW), shop.chain(), Optional.of(Role.PROXY)));
    }

    @Test
    void anAuthoritysCertificateIsNoHolders() {
        assertEquals(
                Set.of(Fault.WRONG_ROLE), faults(check(NOW), List.of(authority.issuing()), Optional.of(Role.CLIENT)));
    }

    @Test
    void anotherDomainNamesNoRoleOfOurs() {
        ChainCheck elsewhere = new ChainCheck("elsewhere", List.of(authority.withoutKey()), List.of(), NOW);

        assertEquals(Set.of(Fault.WRONG_ROLE), faults(elsewhere, shop.chain(), Optional.empty()));
    }

    @Test
    void weakKeysAndSignaturesAreFoundBesideEverythingElse() throws Exception {
        KeyPair weak = weakKeys();
        X509Certificate certificate =
                forged(weak, "SHA1withECDSA", new Issued(List.of(authority.issuing()), authority.issuingKey()));

        List<ChainCheck.Finding> findings = check(NOW).findings(List.of(certificate), Optional.empty());

        assertEquals(
                2, findings.stream().filter(each -> each.fault() == Fault.WEAK).count(), findings::toString);
    }

    private ChainCheck check(Instant now) {
        return new ChainCheck(DOMAIN, List.of(authority.withoutKey()), List.of(), now);
    }

    private static Set<Fault> faults(ChainCheck check, List<X509Certificate> chain, Optional<Role> wanted) {
        return check.findings(chain, wanted).stream()
                .map(ChainCheck.Finding::fault)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
    }

    private static Issued issue(CertificateAuthority signer, Role role) {
        return signer.issue(new LeafRequest(role, "a-1", List.of(), Validity.ofDays(30, CLOCK)));
    }

    private static RevocationList revoking(CertificateAuthority signer, Issued issued) {
        return RevocationList.sign(
                signer,
                BigInteger.ONE,
                NOW,
                Duration.ofDays(7),
                List.of(new Revocation(issued.certificate().getSerialNumber(), NOW, RevocationReason.KEY_COMPROMISE)));
    }

    private static X509Certificate forged(KeyPair keys, String algorithm, Issued signer) throws Exception {
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                signer.certificate(),
                                BigInteger.TWO,
                                Date.from(NOW.minusSeconds(60)),
                                Date.from(NOW.plusSeconds(60)),
                                new X500Principal("CN=forged"),
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder(algorithm).build(signer.key())));
    }

    private static KeyPair weakKeys() throws NoSuchAlgorithmException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        return generator.generateKeyPair();
    }
}
