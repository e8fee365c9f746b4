package org.messagebroker.api;

import java.util.List;

/**
 * {@code POST /internal/trust}: a proxy or worker tells whom it believes to be the server, every few seconds, so that no
 * authority issues before all know it. Answered with {@link TrustNews}.
 *
 * @param instance 32 lower-case hexadecimal digits, made at each start: several processes may share one certificate
 * @param authorities SHA-256 of the roots that it trusts, lower-case hexadecimal
 */
public record TrustReport(String instance, List<String> authorities) {

    public TrustReport {
        authorities = List.copyOf(authorities);
    }
}
