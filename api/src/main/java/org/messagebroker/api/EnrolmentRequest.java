package org.messagebroker.api;

/**
 * {@code POST /internal/enrolment}, without a client certificate: a proxy or worker asks for its first certificate. With
 * the same request again it gets the same certificate. {@link #toString()} hides the token.
 *
 * @param token as in {@link EnrolmentToken#text()}
 * @param request PEM: a certificate signing request (PKCS#10) of the key that the asker has made; only its key and the
 *     host names and addresses in its SAN are taken from it
 */
public record EnrolmentRequest(String token, String request) {

    @Override
    public String toString() {
        return "EnrolmentRequest[]";
    }
}
