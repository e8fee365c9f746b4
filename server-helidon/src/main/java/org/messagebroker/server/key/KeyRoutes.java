package org.messagebroker.server.key;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import org.messagebroker.api.KeyCopyConfirmation;
import org.messagebroker.api.KeyCopyProof;
import org.messagebroker.api.KeyName;
import org.messagebroker.api.KeyRotationOrder;
import org.messagebroker.api.KeyStatus;
import org.messagebroker.api.Permission;
import org.messagebroker.api.ReencryptionOrder;
import org.messagebroker.server.crypto.KeyPurpose;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;

/** {@code /admin/keys}. */
final class KeyRoutes implements HttpService {

    private final Authentication authentication;
    private final KeyChanges changes;
    private final KeyCopies copies;
    private final ReencryptionControl reencryption;

    KeyRoutes(Authentication authentication, KeyChanges changes, KeyCopies copies, ReencryptionControl reencryption) {
        this.authentication = authentication;
        this.changes = changes;
        this.copies = copies;
        this.reencryption = reencryption;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/admin/keys", this::status)
                .post("/admin/keys/rotate", this::rotate)
                .post("/admin/keys/retire", this::retire)
                .get("/admin/keys/reencryption", this::progress)
                .post("/admin/keys/reencryption", this::steer)
                .post("/admin/keys/export", this::export)
                .post("/admin/keys/verify", this::verify)
                .post("/admin/keys/import", this::takeIn)
                .post("/admin/keys/copies", this::confirm);
    }

    private void status(ServerRequest request, ServerResponse response) {
        reader(request);
        copies.look();
        send(response, 200, new KeyStatus(copies.warning(), changes.list(), reencryption.view()));
    }

    private void rotate(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        KeyPurpose purpose =
                purpose(JsonBody.read(request, KeyRotationOrder.class).purpose());
        KeyName made = changes.rotate(purpose, caller.actor());
        copies.look();
        send(response, 201, made);
    }

    private void retire(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        KeyName key = JsonBody.read(request, KeyName.class);
        send(response, 200, changes.retire(purpose(key.purpose()), key.version(), caller.actor()));
    }

    private void progress(ServerRequest request, ServerResponse response) {
        reader(request);
        send(response, 200, reencryption.view());
    }

    private void steer(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        ReencryptionOrder order = JsonBody.read(request, ReencryptionOrder.class);
        send(response, 200, reencryption.steer(order.action(), caller.actor()));
    }

    private void export(ServerRequest request, ServerResponse response) {
        send(response, 201, copies.export(writer(request).actor()));
    }

    private void verify(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        send(response, 200, copies.verify(JsonBody.read(request, KeyCopyProof.class), caller.actor()));
    }

    private void takeIn(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        KeyCopyProof copy = JsonBody.read(request, KeyCopyProof.class);
        send(response, 200, Map.of("added", copies.takeIn(copy, caller.actor())));
    }

    private void confirm(ServerRequest request, ServerResponse response) {
        Caller caller = writer(request);
        copies.confirm(JsonBody.read(request, KeyCopyConfirmation.class).keys(), caller.actor());
        send(response, 200, Map.of("keys_without_copy", copies.uncopied()));
    }

    private void reader(ServerRequest request) {
        authentication.require(request).require(Permission.KEY_READ);
    }

    private Caller writer(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.KEY_WRITE);
        return caller;
    }

    private static KeyPurpose purpose(String wire) {
        return KeyPurpose.parse(wire)
                .orElseThrow(() -> Problem.invalidField("purpose", "must be content, unseal or number_index"));
    }

    private static void send(ServerResponse response, int status, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, status, value);
    }
}
