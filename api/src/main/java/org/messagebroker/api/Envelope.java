package org.messagebroker.api;

import java.time.Instant;
import java.util.Arrays;

/**
 * A message on its way from proxy to server. Queue and worker read these fields and carry the payload unread.
 *
 * @param version the form of the payload: {@link #SEALED}
 * @param messageId the message
 * @param clientId whose message it is, from the verified certificate
 * @param acceptedAt when the proxy took it, to the millisecond
 * @param payload the content, in the form that {@code version} names
 */
public record Envelope(int version, MessageId messageId, ClientId clientId, Instant acceptedAt, byte[] payload) {

    /** The payload is sealed by the proxy for the server: see the module {@code sealing}. */
    public static final int SEALED = 1;

    /**
     * Sealed likewise, but a test message: its content is the id of the test. Only a proxy makes one, and the seal covers this
     * number, so that neither a client's message can be turned into one nor the other way round.
     */
    public static final int SEALED_TEST = 2;

    /** Whose message a test message is: nobody's. No client can have this id. */
    public static final ClientId TEST_CLIENT = new ClientId("test-message");

    /** Whether it is a test message, or looks like one. Not called {@code is…}: it is no property of the wire. */
    public boolean carriesTest() {
        return version == SEALED_TEST;
    }

    /** The same with another payload. */
    public Envelope as(int form, byte[] content) {
        return new Envelope(form, messageId, clientId, acceptedAt, content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Envelope that
                && version == that.version
                && messageId.equals(that.messageId)
                && clientId.equals(that.clientId)
                && acceptedAt.equals(that.acceptedAt)
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return messageId.hashCode();
    }

    /** Without the payload. */
    @Override
    public String toString() {
        return "Envelope[" + messageId + " of " + clientId + "]";
    }
}
