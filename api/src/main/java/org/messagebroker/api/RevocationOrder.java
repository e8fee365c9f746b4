package org.messagebroker.api;

import java.util.Optional;

/**
 * {@code POST /admin/certificates/revoke}: one certificate, or all of a client; exactly one of the first three is given.
 *
 * @param serial hexadecimal
 * @param reason as RFC 5280 names it, such as keyCompromise; unspecified if absent
 */
public record RevocationOrder(
        Optional<String> fingerprint, Optional<String> serial, Optional<String> clientId, Optional<String> reason) {}
