package org.messagebroker.server.message;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;
import org.messagebroker.api.ClientId;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.MessageId;
import org.messagebroker.api.Permission;
import org.messagebroker.server.message.MessageExport.Form;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.json.JsonBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers about messages, the same for everybody within what he may see. Where a caller is handed on who may read bodies,
 * he gets them, and the audit says so.
 */
final class MessageAnswers {

    private static final Logger LOG = LoggerFactory.getLogger(MessageAnswers.class);

    private final MessageList messages;
    private final MessageExport exports;

    MessageAnswers(MessageList messages, MessageExport exports) {
        this.messages = messages;
        this.exports = exports;
    }

    /** An array. */
    void list(SearchParameters parameters, Optional<ClientId> visible, Caller caller, ServerResponse response) {
        send(response, messages.read(parameters.search(visible), caller));
    }

    void page(SearchParameters parameters, Optional<ClientId> visible, Caller caller, ServerResponse response) {
        Caller reading = withBodies(parameters.fields().flag("bodies", false), caller);
        send(response, messages.page(parameters.search(visible), reading));
    }

    void search(ServerRequest request, Optional<ClientId> visible, Caller caller, ServerResponse response) {
        page(SearchParameters.ofSearch(JsonBody.object(request)), visible, caller, response);
    }

    void one(MessageId id, Optional<ClientId> visible, Caller caller, ServerResponse response) {
        send(
                response,
                messages.one(id, visible, caller)
                        .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "No message has this id.")));
    }

    /** What is wrong is told before the first line; what fails later breaks the answer off, so that it is not taken for whole. */
    void export(ServerRequest request, Optional<ClientId> visible, Caller caller, ServerResponse response) {
        SearchParameters parameters = SearchParameters.ofExport(JsonBody.object(request));
        MessageSearch search = parameters.search(visible);
        Form form = parameters.choice("format", Form.values()).orElse(Form.CSV);
        exports.announce(search, form, caller.actor());
        response.header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.CONTENT_TYPE, form.mediaType())
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"messages." + form.ending() + "\"");
        try {
            OutputStream out = response.outputStream();
            exports.write(search, form, out);
            out.close();
        } catch (IOException | RuntimeException brokenOff) {
            LOG.warn("An export of messages was broken off: {}", brokenOff.getMessage(), brokenOff);
            throw new CloseConnectionException("the export was broken off", brokenOff);
        }
    }

    /** The caller as he reads: bodies only where he asks for them. */
    static Caller withBodies(boolean wanted, Caller caller) {
        if (wanted) {
            caller.require(Permission.MESSAGE_BODY_READ);
            return caller;
        }
        return caller.without(Permission.MESSAGE_BODY_READ);
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
