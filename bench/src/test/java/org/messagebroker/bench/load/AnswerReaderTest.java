package org.messagebroker.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {

    @Test
    void readsStatusAndBodyByContentLength() throws IOException {
        Answer answer = read("HTTP/1.1 202 Accepted\r\nDate: now\r\ncontent-length: 5\r\n\r\nhello");
        assertEquals(202, answer.status());
        assertEquals("hello", answer.body());
        assertFalse(answer.closes());
    }

    @Test
    void readsAnAnswerThatComesByteByByte() throws IOException {
        Answer answer = new AnswerReader(byteByByte("HTTP/1.1 503 x\r\nContent-Length: 2\r\n\r\nno")).read();
        assertEquals(503, answer.status());
        assertEquals("no", answer.body());
    }

    @Test
    void readsOneAnswerAfterTheOther() throws IOException {
        String one = "HTTP/1.1 202 x\r\nContent-Length: 3\r\n\r\none";
        AnswerReader reader = new AnswerReader(byteByByte(one + one.replace("one", "two")));
        assertEquals("one", reader.read().body());
        assertEquals("two", reader.read().body());
    }

    @Test
    void seesThatTheServerCloses() throws IOException {
        assertTrue(read("HTTP/1.1 202 x\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")
                .closes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 202 x\r\n\r\n",
                "HTTP/1.1 202 x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 202 x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\nno",
                "HTTP/1.1 202 x\r\nContent-Length: many\r\n\r\n",
                "HTTP/1.1 202 x\r\nContent-Length: 9999999999\r\n\r\n",
                "HTTP/1.1 202 x\r\nContent-Length: 999999999\r\n\r\n",
                "HTTP/1.1 202 x\r\nContent-Length: 2\r\n\r\nno more",
                "HTTP/1.0 202 x\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 abc\r\nContent-Length: 0\r\n\r\n"
            })
    void refusesWhatIsNotFramedAsItAsked(String answer) {
        assertThrows(ProtocolException.class, () -> read(answer));
    }

    @Test
    void tellsAClosedConnectionFromAnAnswer() {
        assertThrows(EOFException.class, () -> read(""));
        assertThrows(EOFException.class, () -> read("HTTP/1.1 202 x\r\nContent-Length: 3\r\n\r\nhe"));
    }

    private static Answer read(String bytes) throws IOException {
        return new AnswerReader(stream(bytes)).read();
    }

    private static InputStream stream(String bytes) {
        return new ByteArrayInputStream(bytes.getBytes(StandardCharsets.UTF_8));
    }

    private static InputStream byteByByte(String bytes) {
        InputStream all = stream(bytes);
        return new InputStream() {
            @Override
            public int read() throws IOException {
                return all.read();
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                return all.read(to, offset, Math.min(1, length));
            }
        };
    }
}
