package org.messagebroker.api;

import java.util.List;
import java.util.Optional;

/**
 * {@code POST /admin/certificates/generate}. {@link #toString()} hides the password.
 *
 * @param clientId for a client's certificate, instead of role and name
 * @param role client (the default), proxy, worker, server or portal
 * @param name whose it will be
 * @param days 1 to 3650; 365 if absent
 * @param key ec (the default) or rsa
 * @param hosts DNS names and IP addresses at which the holder answers; those of the request if empty
 * @param csr PEM: a signing request (PKCS#10) instead of a key made here
 * @param createClient whether a client that is not there is made; true if absent
 * @param password of the PKCS#12 file that is asked for with {@code ?format=p12}
 * @param proxyUrl where the client calls, for the line to try it with
 */
public record CertificateOrder(
        Optional<String> clientId,
        Optional<String> role,
        Optional<String> name,
        Optional<Integer> days,
        Optional<String> key,
        List<String> hosts,
        Optional<String> csr,
        Optional<Boolean> createClient,
        Optional<String> password,
        Optional<String> proxyUrl) {

    public CertificateOrder {
        hosts = List.copyOf(hosts);
    }

    @Override
    public String toString() {
        return "CertificateOrder[" + role + " " + name + clientId + "]";
    }
}
