package org.messagebroker.server.certificate;

import io.helidon.dbclient.DbExecute;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.CertificateVerdict;
import org.messagebroker.certs.ChainCheck;
import org.messagebroker.certs.ChainCheck.Fault;
import org.messagebroker.certs.ChainCheck.Finding;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Role;
import org.messagebroker.server.authority.Authorities;
import org.messagebroker.server.authority.Authority;
import org.messagebroker.server.database.Database;

/** Says what is wrong with a certificate: by itself, in its chain, and in the inventory. Thread-safe. */
final class VerifyService {

    private final Database database;
    private final Authorities authorities;
    private final CertificateStore store;
    private final InstantSource clock;

    VerifyService(Database database, Authorities authorities, CertificateStore store, InstantSource clock) {
        this.database = database;
        this.authorities = authorities;
        this.store = store;
        this.clock = clock;
    }

    /** @throws org.messagebroker.service.Problem validation_error when the text holds no certificate */
    CertificateVerdict verify(String pem) {
        List<X509Certificate> chain = Refusals.of(() -> Pem.certificates(pem));
        List<Problem> problems = database.read(execute -> problems(execute, chain));
        X509Certificate certificate = chain.getFirst();
        Optional<Holder> holder = Holder.of(certificate, Authority.TRUST_DOMAIN);
        return new CertificateVerdict(
                problems.isEmpty(),
                problems.stream().map(Problem::fault).distinct().toList(),
                problems.stream().map(Problem::words).toList(),
                Fingerprint.of(certificate).hex(),
                HexFormat.of().formatHex(CertificateStore.unsigned(certificate.getSerialNumber())),
                certificate.getIssuerX500Principal().getName(),
                holder.map(each -> each.role().wire()),
                holder.map(Holder::name),
                certificate.getNotBefore().toInstant(),
                certificate.getNotAfter().toInstant());
    }

    private List<Problem> problems(DbExecute execute, List<X509Certificate> chain) {
        List<Problem> problems = new ArrayList<>();
        List<Authority> trusted =
                authorities.all(execute).stream().filter(Authority::isTrusted).toList();
        ChainCheck check = new ChainCheck(
                Authority.TRUST_DOMAIN,
                trusted.stream().map(Authority::withoutKey).toList(),
                List.of(),
                clock.instant());
        check.findings(chain, Optional.empty()).forEach(finding -> problems.add(Problem.of(finding)));
        String fingerprint = Fingerprint.of(chain.getFirst()).hex();
        store.find(execute, fingerprint)
                .ifPresentOrElse(
                        known -> ofInventory(execute, known, problems),
                        () -> problems.add(new Problem(
                                "unknown", "The inventory does not know it, so it is refused everywhere.")));
        return problems;
    }

    private void ofInventory(DbExecute execute, CertificateRecord known, List<Problem> problems) {
        known.revocation()
                .ifPresent(revoked -> problems.add(new Problem(
                        Fault.REVOKED.wire(),
                        "It was revoked on " + revoked.at() + ": "
                                + revoked.reason().orElse("unspecified") + ".")));
        boolean isActive = known.role() != Role.CLIENT
                || store.clientState(execute, known.name()).equals(Optional.of("active"));
        if (!isActive) {
            problems.add(new Problem("disabled", "Its client is disabled or gone."));
        }
    }

    private record Problem(String fault, String words) {
        static Problem of(Finding finding) {
            return new Problem(finding.fault().wire(), finding.words());
        }
    }
}
