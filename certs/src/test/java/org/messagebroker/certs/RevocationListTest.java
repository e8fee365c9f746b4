package org.messagebroker.certs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationListTest {

    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final BigInteger NUMBER = BigInteger.valueOf(NOW.getEpochSecond());

    @TempDir
    private Path directory;

    private final CertificateAuthority authority =
            CertificateAuthority.found("test", InstantSource.system()).authority();
    private final Issued revoked = issue("shop-1");
    private final Issued other = issue("shop-2");
    private final RevocationList list = list(authority);

    @Test
    void namesWhatWasRevokedAndNothingElse() {
        assertTrue(list.revokes(revoked.certificate()));
        assertFalse(list.revokes(other.certificate()));
    }

    @Test
    void keepsNumberReasonAndTimes() {
        RevocationList read = RevocationList.parse(list.der()).getFirst();

        assertEquals(NUMBER, read.number());
        assertEquals(NOW.plus(Duration.ofDays(7)), read.nextUpdate());
        assertEquals(List.of(revocation()), read.revocations());
    }

    @Test
    void isSignedByItsAuthorityAndNoOther() {
        CertificateAuthority stranger =
                CertificateAuthority.found("test", InstantSource.system()).authority();

        assertTrue(list.isSignedBy(authority.issuing()));
        assertFalse(list.isSignedBy(stranger.issuing()));
        assertFalse(list(stranger).isSignedBy(authority.issuing()));
    }

    @Test
    void isReadFromPemOneAfterTheOther() {
        String pem = list.pem() + list(authority).pem();

        assertEquals(
                2, RevocationList.parse(pem.getBytes(StandardCharsets.US_ASCII)).size());
    }

    @Test
    void isObeyedByOpenSsl() {
        OpenSsl openSsl = new OpenSsl(directory);
        openSsl.write("ca.pem", Pem.ofCertificates(List.of(authority.root(), authority.issuing())));
        openSsl.write("crl.pem", list.pem());
        openSsl.write("revoked.pem", Pem.ofCertificates(List.of(revoked.certificate())));
        openSsl.write("other.pem", Pem.ofCertificates(List.of(other.certificate())));

        String[] check = {"verify", "-crl_check", "-CAfile", "ca.pem", "-CRLfile", "crl.pem"};
        assertTrue(openSsl.run(with(check, "other.pem")).contains("OK"));
        assertTrue(openSsl.attempt(with(check, "revoked.pem")).output().contains("revoked"));
        assertTrue(openSsl.run("crl", "-in", "crl.pem", "-noout", "-text").contains("Key Compromise"));
    }

    @Test
    void refusesWhatIsNoList() {
        assertThrows(IllegalArgumentException.class, () -> RevocationList.parse(new byte[0]));
        assertThrows(
                IllegalArgumentException.class,
                () -> RevocationList.parse("nonsense".getBytes(StandardCharsets.US_ASCII)));
    }

    private static String[] with(String[] check, String file) {
        return Stream.concat(Arrays.stream(check), Stream.of(file)).toArray(String[]::new);
    }

    private RevocationList list(CertificateAuthority signer) {
        return RevocationList.sign(signer, NUMBER, NOW, Duration.ofDays(7), List.of(revocation()));
    }

    private Revocation revocation() {
        return new Revocation(revoked.certificate().getSerialNumber(), NOW, RevocationReason.KEY_COMPROMISE);
    }

    private Issued issue(String name) {
        return authority.issue(
                new LeafRequest(Role.CLIENT, name, List.of(), Validity.ofDays(30, InstantSource.system())));
    }
}
