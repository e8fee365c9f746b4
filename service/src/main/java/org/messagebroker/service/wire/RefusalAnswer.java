package org.messagebroker.service.wire;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.Status;
import java.nio.charset.StandardCharsets;
import org.messagebroker.api.ErrorBody;
import org.messagebroker.service.Answers;
import org.messagebroker.service.RequestId;
import org.messagebroker.service.json.Json;

/** The answer to a request that is refused before Helidon sees it, as bytes. */
final class RefusalAnswer {

    private RefusalAnswer() {}

    static BufferData of(Refusal refusal) {
        ErrorBody error = Answers.body(refusal.code(), refusal.told());
        byte[] body = Json.bytes(error);
        Status status = Status.create(refusal.code().status());
        String head = "HTTP/1.1 " + status.code() + " " + status.reasonPhrase() + "\r\n"
                + "Content-Type: application/json\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "Connection: close\r\n"
                + "Cache-Control: no-store\r\n"
                + "X-Content-Type-Options: nosniff\r\n"
                + RequestId.HEADER + ": " + error.requestId() + "\r\n\r\n";
        return BufferData.create(BufferData.create(head.getBytes(StandardCharsets.US_ASCII)), BufferData.create(body));
    }
}
