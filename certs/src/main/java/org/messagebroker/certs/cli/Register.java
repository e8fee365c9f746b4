package org.messagebroker.certs.cli;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.Holder;
import org.messagebroker.certs.Revocation;
import org.messagebroker.certs.RevocationList;
import org.messagebroker.certs.Role;
import org.messagebroker.certs.TrustedAuthority;

/** What the certificates of a directory are, and which of them hold. */
record Register(CertificateDirectory directory, String trustDomain, Instant now) {

    /** All certificates of holders, by role and name, the newest of each first. */
    List<Entry> holders() {
        List<RevocationList> lists = directory.revocationLists();
        return directory.issued().stream()
                .map(certificate -> holder(certificate, lists))
                .sorted(Comparator.comparing(Entry::role)
                        .thenComparing(Entry::name)
                        .thenComparing(Entry::notAfter, Comparator.reverseOrder()))
                .toList();
    }

    /** The root, the issuing authority and those before it. */
    List<Entry> authorities() {
        return Stream.concat(
                        Stream.of(new Entry("root", directory.root(), Optional.empty(), now)),
                        directory.trusted().stream()
                                .map(TrustedAuthority::issuing)
                                .map(issuing -> new Entry("issuing", issuing, Optional.empty(), now)))
                .toList();
    }

    /** The authorities, then the holders. */
    List<Entry> all() {
        return Stream.concat(authorities().stream(), holders().stream()).toList();
    }

    /**
     * The certificates of a holder, or the one of a serial number or fingerprint.
     *
     * @throws CommandFailure when the name stands for holders of several roles
     */
    List<Entry> find(String nameOrSerial, Optional<Role> role) {
        List<Entry> found = holders().stream()
                .filter(entry ->
                        role.isEmpty() || entry.role().equals(role.get().wire()))
                .filter(entry -> entry.isCalled(nameOrSerial))
                .toList();
        List<String> roles = found.stream().map(Entry::role).distinct().toList();
        if (roles.size() > 1) {
            throw new CommandFailure("'" + nameOrSerial + "' is the name of several holders ("
                    + String.join(", ", roles) + "): say which with --role.");
        }
        return found;
    }

    /** The certificate of a holder that is to be used: the newest that was not revoked. */
    Entry current(String nameOrSerial, Optional<Role> role) {
        return find(nameOrSerial, role).stream()
                .filter(entry -> entry.revocation().isEmpty())
                .findFirst()
                .orElseThrow(() -> new CommandFailure("There is no certificate of '" + nameOrSerial
                        + "' here that was not revoked: see ./broker certs list."));
    }

    private Entry holder(X509Certificate certificate, List<RevocationList> lists) {
        String role = Holder.of(certificate, trustDomain)
                .map(holder -> holder.role().wire())
                .orElse("other");
        Optional<Revocation> revocation = lists.stream()
                .flatMap(list -> list.revocation(certificate).stream())
                .findFirst();
        return new Entry(role, certificate, revocation, now);
    }
}
