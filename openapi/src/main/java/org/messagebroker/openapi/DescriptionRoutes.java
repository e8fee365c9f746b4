package org.messagebroker.openapi;

import io.helidon.http.Header;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.messagebroker.api.ErrorCode;
import org.messagebroker.service.Problem;

/**
 * {@code /openapi}: what the service can be asked, for anyone; {@code /openapi/ui} shows it as a page. Nothing is read
 * before it is asked for. Thread-safe.
 */
public final class DescriptionRoutes implements HttpService {

    private static final String JSON = "application/json";
    private static final String YAML = "application/yaml";
    private static final String HTML = "text/html; charset=utf-8";
    private static final Header MAY_BE_KEPT = HeaderValues.create("Cache-Control", "max-age=3600");
    private static final Header PAGE_POLICY = HeaderValues.create(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");

    private final String service;
    private final Map<String, Compressed> kept = new ConcurrentHashMap<>();

    /** @param service under whose name the description stands among the resources */
    public DescriptionRoutes(String service) {
        this.service = service;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.get("/openapi", this::asWanted)
                .get("/openapi.json", this::json)
                .get("/openapi.yaml", this::yaml)
                .get("/openapi/ui", this::page)
                .get("/openapi/ui/{file}", this::file);
    }

    /** A browser is led to the page. */
    private void asWanted(ServerRequest request, ServerResponse response) {
        String wanted = request.headers().first(HeaderNames.ACCEPT).orElse(JSON);
        response.header(HeaderNames.VARY, "Accept, Accept-Encoding");
        if (wanted.contains("text/html")) {
            response.status(Status.SEE_OTHER_303)
                    .header(HeaderNames.LOCATION, "/openapi/ui")
                    .send();
        } else if (wanted.contains("yaml")) {
            yaml(request, response);
        } else {
            json(request, response);
        }
    }

    private void json(ServerRequest request, ServerResponse response) {
        kept(JSON, JSON, () -> ApiDescription.of(service).json()).send(request, response);
    }

    private void yaml(ServerRequest request, ServerResponse response) {
        kept(YAML, YAML, () -> ApiDescription.of(service).yaml()).send(request, response);
    }

    private void page(ServerRequest request, ServerResponse response) {
        response.header(PAGE_POLICY).header(HeaderValues.create("Referrer-Policy", "no-referrer"));
        kept("page", HTML, () -> Resource.bytes("openapi/page/index.html")).send(request, response);
    }

    private void file(ServerRequest request, ServerResponse response) {
        PageFile file = PageFile.named(request.path().pathParameters().get("file"))
                .orElseThrow(() -> Problem.of(ErrorCode.NOT_FOUND, "The page has no such file."));
        response.header(MAY_BE_KEPT);
        kept(file.fileName(), file.type(), file::bytes).send(request, response);
    }

    private Compressed kept(String name, String type, Supplier<byte[]> content) {
        return kept.computeIfAbsent(name, _ -> Compressed.of(type, content.get()));
    }
}
