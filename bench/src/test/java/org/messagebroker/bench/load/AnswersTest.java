package org.messagebroker.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.messagebroker.bench.load.Answers.Expected;
import org.messagebroker.bench.load.Answers.Verdict;

class AnswersTest {
    private static final String ID = "01890a5d-ac96-774b-bcce-b302099a8057";

    private final MessageRequest request =
            new MessageRequest(new Target("localhost", 1, "/x", Path.of("c"), Path.of("k"), Path.of("a")), "run");

    @Test
    void takesTheMessageIdOfAReceipt() {
        assertEquals(
                new Verdict.Accepted(ID),
                judge(Expected.RECEIPT, 202, "{\"message_id\":\"%s\",\"status\":\"queued\"}".formatted(ID)));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 203, 302, 400, 503})
    void refusesEveryStatusBut202(int status) {
        String receipt = "{\"message_id\":\"%s\"}".formatted(ID);
        assertEquals(new Verdict.Failed("status " + status), judge(Expected.RECEIPT, status, receipt));
        assertEquals(new Verdict.Failed("status " + status), judge(Expected.ECHO, status, sentBody()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"message_id\":\"short\"}", "{\"message_id\":\"01890a5d-ac96"})
    void refusesAReceiptWithoutAnId(String body) {
        assertEquals(new Verdict.Failed("no message id"), judge(Expected.RECEIPT, 202, body));
    }

    @Test
    void takesAnEchoOfTheSameBytesOnly() {
        request.next(7);
        String same = sentBody();
        assertEquals(new Verdict.Accepted(""), judge(Expected.ECHO, 202, same));
        request.next(8);
        assertEquals(new Verdict.Failed("other bytes"), judge(Expected.ECHO, 202, same));
    }

    private String sentBody() {
        byte[] bytes = request.bytes();
        return new String(Arrays.copyOfRange(bytes, request.bodyStart(), bytes.length), StandardCharsets.UTF_8);
    }

    private Verdict judge(Expected expected, int status, String body) {
        byte[] bytes = ("head" + body).getBytes(StandardCharsets.UTF_8);
        return Answers.judge(expected, request, new Answer(status, bytes, 4, bytes.length - 4, false));
    }
}
