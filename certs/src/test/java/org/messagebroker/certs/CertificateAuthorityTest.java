package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {

    private static final InstantSource CLOCK = InstantSource.system();
    private static final String SERVER_AUTH = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";

    private final CertificateAuthority authority =
            CertificateAuthority.found("message-broker", CLOCK).authority();

    @ParameterizedTest
    @EnumSource
    void issuesACertificateThatTheRootVouchesFor(Role role) throws GeneralSecurityException {
        Issued issued = authority.issue(request(role, "a-1", 30));

        assertDoesNotThrow(() -> validate(issued.chain(), authority.root()));
        assertEquals("CN=a-1", issued.certificate().getSubjectX500Principal().getName());
        assertEquals(-1, issued.certificate().getBasicConstraints());
        assertTrue(issued.certificate().getSubjectAlternativeNames().stream()
                .anyMatch(name -> role.spiffeId("message-broker", "a-1").equals(name.get(1))));
    }

    @Test
    void isNotVouchedForByAnotherRootOfTheSameName() {
        CertificateAuthority other =
                CertificateAuthority.found("message-broker", CLOCK).authority();
        Issued issued = authority.issue(request(Role.CLIENT, "a-1", 30));

        assertThrows(CertPathValidatorException.class, () -> validate(issued.chain(), other.root()));
    }

    @Test
    void givesEachRoleOnlyTheUsesItNeeds() throws GeneralSecurityException {
        assertEquals(List.of(CLIENT_AUTH), purposes(Role.CLIENT));
        assertEquals(List.of(CLIENT_AUTH), purposes(Role.WORKER));
        assertEquals(List.of(SERVER_AUTH), purposes(Role.SERVER));
        assertEquals(List.of(SERVER_AUTH), purposes(Role.PORTAL));
        assertEquals(Set.of(SERVER_AUTH, CLIENT_AUTH), Set.copyOf(purposes(Role.PROXY)));
    }

    @Test
    void givesEachCertificateItsOwnPositiveSerial() {
        X509Certificate first = authority.issue(request(Role.CLIENT, "a", 1)).certificate();
        X509Certificate second = authority.issue(request(Role.CLIENT, "a", 1)).certificate();

        assertNotEquals(first.getSerialNumber(), second.getSerialNumber());
        assertTrue(first.getSerialNumber().signum() > 0);
        assertTrue(first.getSerialNumber().toByteArray().length <= 20);
    }

    @Test
    void datesACertificateBackByAMinute() {
        X509Certificate certificate =
                authority.issue(request(Role.CLIENT, "a", 1)).certificate();

        Duration back = Duration.between(certificate.getNotBefore().toInstant(), Instant.now());
        assertTrue(back.compareTo(Duration.ofSeconds(60)) >= 0, () -> "dated back by " + back);
    }

    @Test
    void namesHostsAndAddressesAtWhichTheHolderAnswers() throws GeneralSecurityException {
        LeafRequest request =
                new LeafRequest(Role.SERVER, "s", List.of("localhost", "127.0.0.1", "::1"), Validity.ofDays(1, CLOCK));

        List<Object> names = authority.issue(request).certificate().getSubjectAlternativeNames().stream()
                .<Object>map(name -> name.get(1))
                .toList();

        assertTrue(names.containsAll(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1")), names::toString);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 3651})
    void refusesAValidityOutsideOneToTenYears(int days) {
        assertThrows(IllegalArgumentException.class, () -> Validity.ofDays(days, CLOCK));
    }

    @Test
    void refusesToOutliveItself() {
        Instant now = CLOCK.instant();
        Validity tooLong = new Validity(now, now.plus(Duration.ofDays(16 * 365)));

        assertThrows(
                IllegalArgumentException.class,
                () -> authority.issue(new LeafRequest(Role.CLIENT, "a", List.of(), tooLong)));
    }

    @Test
    void refusesAWeakKeyAndTakesAStrongOne() throws GeneralSecurityException {
        LeafRequest request = request(Role.CLIENT, "a", 1);
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA");
        rsa.initialize(1024);
        KeyPair weak = rsa.generateKeyPair();

        assertThrows(IllegalArgumentException.class, () -> authority.issue(request, weak));
        assertDoesNotThrow(() -> validate(authority.issue(request, Keys.rsa()).chain(), authority.root()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "../x", "a b", "a/b", "-a", "نام"})
    void refusesANameThatCannotStandInAPath(String name) {
        assertThrows(IllegalArgumentException.class, () -> request(Role.CLIENT, name, 1));
    }

    @Test
    void isFoundedOnRsaKeysToo() {
        CertificateAuthority rsa =
                CertificateAuthority.found("message-broker", KeyKind.RSA, CLOCK).authority();

        Issued issued = rsa.issue(request(Role.SERVER, "server", 1));

        assertEquals("SHA256withRSA", issued.certificate().getSigAlgName());
        assertDoesNotThrow(() -> validate(issued.chain(), rsa.root()));
    }

    @ParameterizedTest
    @EnumSource
    void letsEachKindOfKeySignAndOnlyRsaEncipher(KeyKind kind) {
        boolean[] usage = authority
                .issue(request(Role.SERVER, "server", 1), kind.create())
                .certificate()
                .getKeyUsage();

        assertTrue(usage[0], "digitalSignature");
        assertEquals(kind == KeyKind.RSA, usage[2], "keyEncipherment");
    }

    @ParameterizedTest
    @EnumSource
    void anotherIssuingAuthorityIsTrustedThroughTheSameRoot(KeyKind kind) {
        CertificateAuthority.Founded founded = CertificateAuthority.found("message-broker", CLOCK);
        X509Certificate root = founded.authority().root();

        CertificateAuthority next = CertificateAuthority.below("message-broker", root, founded.rootKey(), kind, CLOCK);

        assertDoesNotThrow(() ->
                validate(next.issue(request(Role.CLIENT, "a", 1)).chain(), root));
        assertEquals(founded.authority().id(), next.id());
        assertNotEquals(
                founded.authority().issuing().getSubjectX500Principal(),
                next.issuing().getSubjectX500Principal());
    }

    @Test
    void refusesTheKeyOfAnotherRoot() {
        CertificateAuthority.Founded other = CertificateAuthority.found("message-broker", CLOCK);

        assertThrows(
                IllegalArgumentException.class,
                () -> CertificateAuthority.below(
                        "message-broker", authority.root(), other.rootKey(), KeyKind.EC, CLOCK));
    }

    @Test
    void refusesPartsThatDoNotBelongTogether() {
        CertificateAuthority other =
                CertificateAuthority.found("message-broker", CLOCK).authority();

        assertThrows(
                IllegalArgumentException.class,
                () -> new CertificateAuthority("m", authority.root(), other.issuing(), other.issuingKey()));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CertificateAuthority("m", authority.root(), authority.issuing(), other.issuingKey()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "*.example", "a..b", "-a", "x\n", "http://a", "1.2.3.4/24", "نام"})
    void refusesHostsThatAreNoNameAndNoAddress(String host) {
        assertThrows(
                IllegalArgumentException.class,
                () -> new LeafRequest(Role.PROXY, "p", List.of(host), Validity.ofDays(1, CLOCK)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "a-1.example", "mail_1.local", "192.0.2.1", "::1", "2001:db8::7"})
    void takesHostsByNameAndByAddress(String host) {
        assertEquals(List.of(host), new LeafRequest(Role.PROXY, "p", List.of(host), Validity.ofDays(1, CLOCK)).hosts());
    }

    @Test
    void tellsTheHolderAndTheHostsOfACertificate() {
        LeafRequest request =
                new LeafRequest(Role.PROXY, "proxy-1", List.of("p.example", "192.0.2.1"), Validity.ofDays(1, CLOCK));
        X509Certificate certificate = authority.issue(request).certificate();

        assertEquals(Optional.of(new Holder(Role.PROXY, "proxy-1")), Holder.of(certificate, "message-broker"));
        assertEquals(Optional.empty(), Holder.of(certificate, "elsewhere"));
        assertEquals(Optional.empty(), Holder.of(authority.issuing(), "message-broker"));
        assertEquals(List.of("p.example", "192.0.2.1"), Holder.hosts(certificate));
    }

    @Test
    void keepsKeysOutOfItsOwnText() {
        Issued issued = authority.issue(request(Role.CLIENT, "a", 1));

        assertEquals("Issued[CN=a]", issued.toString());
        assertFalse(authority.toString().contains("Key"), authority::toString);
    }

    private List<String> purposes(Role role) throws GeneralSecurityException {
        return authority.issue(request(role, "a", 1)).certificate().getExtendedKeyUsage();
    }

    private static LeafRequest request(Role role, String name, int days) {
        return new LeafRequest(role, name, List.of(), Validity.ofDays(days, CLOCK));
    }

    private static void validate(List<X509Certificate> chain, X509Certificate root) throws GeneralSecurityException {
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX")
                .validate(CertificateFactory.getInstance("X.509").generateCertPath(chain), parameters);
    }
}
