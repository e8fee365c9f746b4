package org.messagebroker.server.testmessage;

import java.time.Instant;
import java.util.UUID;
import org.messagebroker.api.MessageId;

/**
 * A test message that a worker has brought, opened.
 *
 * @param proxy who sealed it, from the certificate that signed
 * @param test from within the seal
 * @param acceptedAt by the proxy's clock
 * @param worker who brought it, from its certificate
 */
public record Arrival(String proxy, UUID test, MessageId message, Instant acceptedAt, String worker) {}
