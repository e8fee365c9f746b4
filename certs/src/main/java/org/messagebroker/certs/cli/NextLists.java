package org.messagebroker.certs.cli;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.messagebroker.certs.CertificateAuthority;
import org.messagebroker.certs.CertificateDirectory;
import org.messagebroker.certs.Revocation;
import org.messagebroker.certs.RevocationList;

/**
 * The next revocation list of each issuing authority: what the one before names, and more. A serial number stands in
 * every list: it is random, so that it means one certificate only, and its issuer need not be known here.
 *
 * @param carried lists from elsewhere whose entries go in too, if an authority of this directory has signed them
 */
record NextLists(CertificateDirectory directory, String trustDomain, List<RevocationList> carried) {

    List<RevocationList> sign(List<Revocation> revoked, Instant now, Duration life) {
        List<CertificateAuthority> authorities = directory.authorities(trustDomain);
        requireOurs(authorities);
        return authorities.stream()
                .map(authority -> next(authority, revoked, now, life))
                .toList();
    }

    private void requireOurs(List<CertificateAuthority> authorities) {
        boolean areOurs = carried.stream()
                .allMatch(list -> authorities.stream().anyMatch(each -> list.isSignedBy(each.issuing())));
        if (!areOurs) {
            throw new CommandFailure("The list to carry over was not signed by an authority of this directory.");
        }
    }

    private RevocationList next(CertificateAuthority authority, List<Revocation> revoked, Instant now, Duration life) {
        List<RevocationList> before = before(authority.issuing());
        Map<BigInteger, Revocation> all = new LinkedHashMap<>();
        Stream.of(before.stream().map(RevocationList::revocations).flatMap(Collection::stream), revoked.stream())
                .flatMap(each -> each)
                .forEach(each -> all.putIfAbsent(each.serial(), each));
        return RevocationList.sign(authority, number(before, now), now, life, all.values());
    }

    private List<RevocationList> before(X509Certificate issuing) {
        return Stream.concat(directory.revocationLists().stream(), carried.stream())
                .filter(list -> list.isSignedBy(issuing))
                .toList();
    }

    /** Above every earlier number, and above those of a server, which count the same way. */
    private static BigInteger number(List<RevocationList> before, Instant now) {
        return before.stream()
                .map(list -> list.number().add(BigInteger.ONE))
                .reduce(BigInteger.valueOf(now.getEpochSecond()), BigInteger::max);
    }
}
