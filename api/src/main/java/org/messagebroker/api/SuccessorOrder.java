package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code POST /admin/certificates/renew} and {@code …/rekey}: the next certificate of a holder. Renewed it is for the same
 * key, unless a signing request brings another; rekeyed it is for a new key. {@link #toString()} hides the password.
 *
 * @param fingerprint of the certificate to follow
 * @param days 1 to 3650; as long as the one it follows if absent
 * @param overlapDays after how many days the one before is revoked; if absent, a renewed one lives to its own end and a
 *     rekeyed one is revoked at once
 * @param key for rekey: ec or rsa; as before if absent
 * @param csr PEM: a signing request (PKCS#10)
 * @param password of the PKCS#12 file that is asked for with {@code ?format=p12}
 * @param proxyUrl where the client calls, for the line to try it with
 */
public record SuccessorOrder(
        String fingerprint,
        Optional<Integer> days,
        Optional<Integer> overlapDays,
        Optional<String> key,
        Optional<String> csr,
        Optional<String> password,
        Optional<String> proxyUrl) {

    @Override
    public String toString() {
        return "SuccessorOrder[" + fingerprint + "]";
    }
}
