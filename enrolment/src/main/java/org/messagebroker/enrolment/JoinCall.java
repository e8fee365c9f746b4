package org.messagebroker.enrolment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.messagebroker.api.EnrolmentRequest;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.api.IssuedCertificate;
import org.messagebroker.certs.Fingerprint;
import org.messagebroker.certs.Pem;
import org.messagebroker.service.Problem;
import org.messagebroker.service.StartException;
import org.messagebroker.service.json.Json;
import org.messagebroker.service.tls.ClientTls;

/**
 * The calls of one who has no certificate yet: what the authority is (believed by its fingerprint alone), and then, over a
 * connection that this authority vouches for, the certificate.
 */
record JoinCall(URI server, Duration timeout) {

    private static final int MOST_CAUSES = 10;

    /**
     * The root that the token pins, as PEM.
     *
     * @throws StartException when the server shows other authorities only: somebody else answers
     */
    String pinnedRoot(String fingerprint) throws ServerAwayException {
        HttpRequest request = request("/ca.crt").GET().build();
        String offered = new String(expectGood(send(ClientTls.unverified(), request)), StandardCharsets.US_ASCII);
        return certificates(offered)
                .filter(pem ->
                        Fingerprint.of(Pem.certificates(pem).getFirst()).hex().equals(fingerprint))
                .findFirst()
                .orElseThrow(() -> new StartException(server
                        + " does not belong to the authority of the enrolment token: somebody else answers there, or the"
                        + " authority was replaced. Check MAIN_SERVER_URL and ask for a new token"));
    }

    /** The certificate. */
    IssuedCertificate enrol(EnrolmentRequest asked, String root) throws ServerAwayException {
        HttpRequest request = request("/internal/enrolment")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(Json.bytes(asked)))
                .build();
        byte[] answer = expectGood(send(ClientTls.trusting(Pem.certificates(root)), request));
        try {
            return Json.parse(answer, IssuedCertificate.class);
        } catch (Problem unreadable) {
            throw new StartException("the server's answer to the enrolment cannot be read", unreadable);
        }
    }

    private static Stream<String> certificates(String offered) {
        try {
            return Pem.certificates(offered).stream().map(each -> Pem.ofCertificates(List.of(each)));
        } catch (IllegalArgumentException none) {
            return Stream.empty();
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path)).timeout(timeout);
    }

    private HttpResponse<byte[]> send(SSLContext tls, HttpRequest request) throws ServerAwayException {
        try (HttpClient http = HttpClient.newBuilder()
                .sslContext(tls)
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(timeout)
                .build()) {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException failed) {
            if (isDistrust(failed)) {
                throw new StartException(
                        "the server at " + server + " is not who its certificate says: " + failed.getMessage(), failed);
            }
            throw new ServerAwayException(server + " does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("stopped while asking the server", e);
        }
    }

    /** And not a handshake that broke off, as with a server that is just stopping. */
    private static boolean isDistrust(IOException failed) {
        return Stream.iterate((Throwable) failed, cause -> cause != null, Throwable::getCause)
                .limit(MOST_CAUSES)
                .anyMatch(CertificateException.class::isInstance);
    }

    private static byte[] expectGood(HttpResponse<byte[]> answer) throws ServerAwayException {
        int status = answer.statusCode();
        if (status >= 500) {
            throw new ServerAwayException("it answers " + status);
        }
        if (status != 200) {
            throw new StartException("the server refuses the enrolment: " + reason(answer.body(), status));
        }
        return answer.body();
    }

    private static String reason(byte[] body, int status) {
        try {
            return Optional.of(Json.parse(body, ErrorBody.class))
                    .map(ErrorBody::message)
                    .orElseThrow();
        } catch (Problem notAnError) {
            return "HTTP " + status;
        }
    }
}
