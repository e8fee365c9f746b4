package org.messagebroker.server.authority;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.certs.RevocationList;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.Problem;

/** {@code /ca.crt}, {@code /crl.pem} and {@code /crl/<authority id>.crl}: for everybody, without log-in or certificate. */
final class PublicRoutes implements HttpService {

    private static final String PEM = "application/x-pem-file";
    private static final String CRL = "application/pkix-crl";
    private static final String ENDING = ".crl";

    private final Database database;
    private final Authorities authorities;
    private final RevocationLists lists;

    PublicRoutes(Database database, Authorities authorities, RevocationLists lists) {
        this.database = database;
        this.authorities = authorities;
        this.lists = lists;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/ca.crt", this::roots).get("/crl.pem", this::newest).get("/crl/{file}", this::one);
    }

    private void roots(ServerRequest request, ServerResponse response) {
        send(response, PEM, database.read(authorities::trustedPem).getBytes(StandardCharsets.US_ASCII));
    }

    private void newest(ServerRequest request, ServerResponse response) {
        List<RevocationList> newest = lists.newest();
        if (newest.isEmpty()) {
            throw none();
        }
        String pem = newest.stream().map(RevocationList::pem).collect(Collectors.joining());
        send(response, PEM, pem.getBytes(StandardCharsets.US_ASCII));
    }

    private void one(ServerRequest request, ServerResponse response) {
        String file = request.path().pathParameters().get("file");
        if (!file.endsWith(ENDING)) {
            throw none();
        }
        RevocationList list =
                lists.newest(file.substring(0, file.length() - ENDING.length())).orElseThrow(PublicRoutes::none);
        send(response, CRL, list.der());
    }

    private static Problem none() {
        return Problem.of(ErrorCode.NOT_FOUND, "There is no revocation list of this authority.");
    }

    private static void send(ServerResponse response, String type, byte[] content) {
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header(HeaderNames.CACHE_CONTROL, "no-cache");
        response.send(content);
    }
}
