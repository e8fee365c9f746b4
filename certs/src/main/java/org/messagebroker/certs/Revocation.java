package org.messagebroker.certs;

import java.math.BigInteger;
import java.time.Instant;

/**
 * One entry of a revocation list.
 *
 * @param serial of the certificate
 * @param at since when it is not to be trusted
 */
public record Revocation(BigInteger serial, Instant at, RevocationReason reason) {}
