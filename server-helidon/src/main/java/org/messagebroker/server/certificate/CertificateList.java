package org.messagebroker.server.certificate;

import io.helidon.dbclient.DbExecute;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.api.CertificatePage;
import org.messagebroker.api.CertificateView;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.server.authority.Authorities;
import org.messagebroker.server.authority.Authority;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.Problem;

/** Shows certificates: those of the inventory, and the authorities' own where they end soon. Thread-safe. */
final class CertificateList {

    /** How long one that has ended is still shown as ending, unless another has followed it. */
    private static final Duration ENDED = Duration.ofDays(30);

    private final Database database;
    private final Authorities authorities;
    private final CertificateStore store;
    private final InstantSource clock;

    CertificateList(Database database, Authorities authorities, CertificateStore store, InstantSource clock) {
        this.database = database;
        this.authorities = authorities;
        this.store = store;
        this.clock = clock;
    }

    CertificatePage page(CertificateSearch search) {
        Instant now = clock.instant();
        return database.read(execute -> new CertificatePage(
                store.search(execute, search).stream()
                        .map(each -> each.view(now))
                        .toList(),
                store.count(execute, search)));
    }

    /** @throws Problem not_found */
    CertificateView one(String fingerprint) {
        return database.read(execute -> store.find(execute, Fingerprints.require(fingerprint)))
                .map(found -> found.withText(clock.instant()))
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "No certificate has this fingerprint."));
    }

    /** What ends within so many days, the first to end first; also what has ended lately and nothing has followed. */
    List<CertificateView> expiring(int days) {
        Instant now = clock.instant();
        Instant until = now.plus(Duration.ofDays(days));
        return database.read(execute -> {
            List<CertificateView> found = new ArrayList<>(store.ending(execute, now.minus(ENDED), until).stream()
                    .filter(each ->
                            now.isBefore(each.notAfter()) || each.replacedBy().isEmpty())
                    .map(each -> each.view(now))
                    .toList());
            found.addAll(ofAuthorities(execute, now, until));
            found.sort(Comparator.comparing(CertificateView::notAfter));
            return found;
        });
    }

    private List<CertificateView> ofAuthorities(DbExecute execute, Instant now, Instant until) {
        return authorities.all(execute).stream()
                .filter(Authority::isTrusted)
                .flatMap(authority -> Stream.of(authority.root(), authority.issuing())
                        .filter(each -> each.getNotAfter().toInstant().isBefore(until))
                        .map(each -> view(authority, each, now)))
                .toList();
    }

    private static CertificateView view(Authority authority, X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        return new CertificateView(
                Fingerprint.of(certificate).hex(),
                HexFormat.of().formatHex(CertificateStore.unsigned(certificate.getSerialNumber())),
                certificate.getIssuerX500Principal().getName(),
                "authority",
                certificate.getSubjectX500Principal().getName(),
                Optional.empty(),
                now.isAfter(end) ? "expired" : "active",
                certificate.getNotBefore().toInstant(),
                end,
                CertificateRecord.daysLeft(now, end),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(authority.id()),
                authority.createdAt(),
                Optional.empty());
    }
}
