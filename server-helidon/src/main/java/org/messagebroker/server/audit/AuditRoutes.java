package org.messagebroker.server.audit;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import org.messagebroker.api.AuditAcceptance;
import org.messagebroker.api.AuditHeads;
import org.messagebroker.api.AuditHeads.HeadView;
import org.messagebroker.api.AuditPage;
import org.messagebroker.api.AuditView;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.api.Permission;
import org.messagebroker.server.user.Authentication;
import org.messagebroker.server.user.Caller;
import org.messagebroker.service.Problem;
import org.messagebroker.service.QueryParameters;
import org.messagebroker.service.json.JsonBody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code /admin/audit}. */
final class AuditRoutes implements HttpService {

    private static final Logger LOG = LoggerFactory.getLogger(AuditRoutes.class);
    private static final String PATH = "/admin/audit";
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1000;
    private static final int LONGEST_HEAD = 120;

    private final Authentication authentication;
    private final AuditDesk desk;

    AuditRoutes(Authentication authentication, AuditDesk desk) {
        this.authentication = authentication;
        this.desk = desk;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get(PATH, this::page)
                .get(PATH + "/head", this::head)
                .get(PATH + "/verify", this::verify)
                .get(PATH + "/export", this::export)
                .get(PATH + "/{position}", this::one)
                .post(PATH + "/accept", this::accept);
    }

    private void page(ServerRequest request, ServerResponse response) {
        reader(request);
        QueryParameters query = new QueryParameters(request.query());
        AuditSearch search = AuditSearch.read(query);
        long before = query.number("after", 1L, Long.MAX_VALUE).orElse(Long.MAX_VALUE);
        int limit = query.number("limit", DEFAULT_LIMIT, 1, MOST);
        List<AuditView> found = desk.newest(search, before, limit + 1);
        List<AuditView> shown = found.subList(0, Math.min(limit, found.size()));
        boolean more = found.size() > limit;
        send(response, new AuditPage(shown, more ? Optional.of(shown.getLast().position()) : Optional.empty()));
    }

    private void one(ServerRequest request, ServerResponse response) {
        reader(request);
        Chain chain = AuditSearch.chain(new QueryParameters(request.query()));
        String position = request.path().pathParameters().get("position");
        send(
                response,
                position(position)
                        .flatMap(place -> desk.one(chain, place))
                        .orElseThrow(
                                () -> Problem.of(ErrorCode.NOT_FOUND, "The audit has no entry at this position.")));
    }

    private static Optional<Long> position(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
    }

    private void head(ServerRequest request, ServerResponse response) {
        reader(request);
        send(
                response,
                new AuditHeads(desk.heads().stream()
                        .map(head -> new HeadView(
                                head.chain().wire(), head.position(), head.mac().hex(), head.text()))
                        .toList()));
    }

    private void verify(ServerRequest request, ServerResponse response) {
        Caller caller = reader(request);
        send(response, desk.verify(given(request), caller.actor()));
    }

    private static List<Head> given(ServerRequest request) {
        return request.query().contains("head")
                ? request.query().all("head").stream().map(AuditRoutes::given).toList()
                : List.of();
    }

    private static Head given(String text) {
        return Optional.of(text)
                .filter(given -> given.length() <= LONGEST_HEAD)
                .flatMap(Head::parse)
                .orElseThrow(() -> Problem.invalidField(
                        "head", "must be a head as GET /admin/audit/head gives it, such as acts:1234:9f3a…"));
    }

    /** What is wrong is told before the first line; what fails later breaks the answer off, so that it is not taken for whole. */
    private void export(ServerRequest request, ServerResponse response) {
        Caller caller = reader(request);
        QueryParameters query = new QueryParameters(request.query());
        AuditExport.Form form = AuditExport.Form.read(query);
        AuditSearch search = AuditSearch.read(query);
        desk.recordExport(search, form, caller.actor());
        response.header(HeaderNames.CACHE_CONTROL, "no-store")
                .header(HeaderNames.CONTENT_TYPE, form.mediaType())
                .header(HeaderNames.CONTENT_DISPOSITION, "attachment; filename=\"audit." + form.ending() + "\"");
        try {
            OutputStream out = response.outputStream();
            desk.export(search, form, out);
            out.close();
        } catch (IOException | RuntimeException brokenOff) {
            LOG.warn("An export of the audit was broken off: {}", brokenOff.getMessage(), brokenOff);
            throw new CloseConnectionException("the export was broken off", brokenOff);
        }
    }

    /** It silences a warning about the database, so it takes the right to change the database. */
    private void accept(ServerRequest request, ServerResponse response) {
        Caller caller = authentication.require(request);
        caller.require(Permission.DATABASE_WRITE);
        desk.accept(JsonBody.read(request, AuditAcceptance.class), caller.actor());
        head(request, response);
    }

    private Caller reader(ServerRequest request) {
        Caller caller = authentication.require(request);
        caller.require(Permission.AUDIT_READ);
        return caller;
    }

    private static void send(ServerResponse response, Object value) {
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        JsonBody.send(response, 200, value);
    }
}
