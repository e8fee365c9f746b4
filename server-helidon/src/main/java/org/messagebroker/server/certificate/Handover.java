package org.messagebroker.server.certificate;

import io.helidon.common.parameters.Parameters;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.http.ServerResponse;
import java.security.PrivateKey;
import java.util.HexFormat;
import java.util.Optional;
import org.messagebroker.api.NewCertificate;
import org.messagebroker.certs.Bundle;
import org.messagebroker.certs.Issued;
import org.messagebroker.certs.Pem;
import org.messagebroker.certs.Pkcs12;
import org.messagebroker.certs.Role;
import org.messagebroker.server.authority.Authorities;
import org.messagebroker.server.authority.Authority;
import org.messagebroker.server.database.Database;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** Hands a new certificate over, its key with it if it was made here: this answer is the only place where it is. */
final class Handover {

    private static final int CREATED = 201;
    private static final int SHORTEST_PASSWORD = 12;
    private static final String PROXY = "https://PROXY:8001";

    private final Database database;
    private final Authorities authorities;

    Handover(Database database, Authorities authorities) {
        this.database = database;
        this.authorities = authorities;
    }

    /** In which form. */
    enum Form {
        JSON,
        ZIP,
        P12
    }

    /**
     * The form asked for. Call it before anything is issued.
     *
     * @param keyIsElsewhere whether the holder has it already
     * @throws Problem validation_error for an unknown form, or one that cannot be made of what was given
     */
    static Form form(Parameters query, boolean keyIsElsewhere, Optional<String> password) {
        Form form = switch (query.first("format").orElse("json")) {
            case "json" -> Form.JSON;
            case "zip" -> Form.ZIP;
            case "p12" -> Form.P12;
            default -> throw Problem.invalidField("format", "must be json, zip or p12");
        };
        if (form != Form.JSON && keyIsElsewhere) {
            throw Problem.invalidField("format", "must be json where the key is not made here");
        }
        if (form == Form.P12
                && password.filter(each -> each.length() >= SHORTEST_PASSWORD).isEmpty()) {
            throw Problem.invalidField(
                    "password", "of the PKCS#12 file must have " + SHORTEST_PASSWORD + " characters or more");
        }
        return form;
    }

    void send(ServerResponse response, Issuance made, Form form, Optional<String> password, Optional<String> proxy) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        switch (form) {
            case JSON -> JsonBody.send(response, CREATED, json(made, proxy.orElse(PROXY)));
            case ZIP -> file(response, made, "application/zip", ".zip", zip(made, proxy.orElse(PROXY)));
            case P12 -> file(response, made, "application/x-pkcs12", ".p12", p12(made, password.orElseThrow()));
        }
    }

    private NewCertificate json(Issuance made, String proxy) {
        String name = made.holder().name();
        return new NewCertificate(
                made.fingerprint(),
                HexFormat.of()
                        .formatHex(CertificateStore.unsigned(made.certificate().getSerialNumber())),
                made.holder().role().wire(),
                name,
                made.holder().role() == Role.CLIENT ? Optional.of(name) : Optional.empty(),
                made.certificate().getNotBefore().toInstant(),
                made.certificate().getNotAfter().toInstant(),
                Pem.ofCertificates(made.chain()),
                database.read(authorities::trustedPem),
                made.key().map(Pem::ofPrivateKey),
                made.holder().role() == Role.CLIENT ? Optional.of(Bundle.curl(name, proxy)) : Optional.empty());
    }

    private byte[] zip(Issuance made, String proxy) {
        return Bundle.zip(made.holder().name(), issued(made), database.read(authorities::trustedPem), proxy);
    }

    private byte[] p12(Issuance made, String password) {
        Authority authority = database.read(execute -> authorities.of(execute, made.certificate()))
                .orElseThrow(() -> new IllegalStateException("the authority that has just issued is gone"));
        return Pkcs12.of(issued(made), authority.root(), password.toCharArray());
    }

    private static Issued issued(Issuance made) {
        PrivateKey key = made.key().orElseThrow(() -> new IllegalStateException("there is no key to hand over"));
        return new Issued(made.chain(), key);
    }

    private static void file(ServerResponse response, Issuance made, String type, String ending, byte[] content) {
        response.status(Status.CREATED_201);
        response.header(HeaderNames.CONTENT_TYPE, type);
        response.header(
                HeaderNames.CONTENT_DISPOSITION,
                "attachment; filename=\"" + made.holder().name() + ending + "\"");
        response.send(content);
    }
}
