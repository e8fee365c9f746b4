package org.messagebroker.openapi;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.messagebroker.service.json.Json;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The OpenAPI 3.1 document of a service, put together from its parts. Immutable; putting it together takes some ten
 * milliseconds, so nobody does it before he is asked.
 */
public final class ApiDescription {

    private static final String COMMON = "every-service";
    private static final String PARTS = "x-parts";

    private final Map<String, Object> document;

    private ApiDescription(Map<String, Object> document) {
        this.document = document;
    }

    /**
     * The description of the service of this name.
     *
     * @throws IllegalStateException if a part is missing, is no YAML, or says again what another part has said
     */
    public static ApiDescription of(String service) {
        Map<String, Object> head = yaml(service);
        List<Map<String, Object>> parts = new ArrayList<>(List.of(yaml(COMMON), head));
        if (head.remove(PARTS) instanceof List<?> names) {
            names.forEach(name -> parts.add(yaml(service + "/" + name)));
        }
        Map<String, Object> document = Merge.of(parts);
        CommonAnswers.add(document);
        return new ApiDescription(document);
    }

    /** As JSON in UTF-8. */
    public byte[] json() {
        return Json.bytes(document);
    }

    /** As YAML in UTF-8. */
    public byte[] yaml() {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setDereferenceAliases(true);
        options.setAllowUnicode(true);
        return new Yaml(options).dump(document).getBytes(StandardCharsets.UTF_8);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> yaml(String name) {
        String text = new String(Resource.bytes("openapi/" + name + ".yaml"), StandardCharsets.UTF_8);
        Object value = new Yaml(new SafeConstructor(strict())).load(text);
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        throw new IllegalStateException("openapi/" + name + ".yaml is not a mapping");
    }

    private static LoaderOptions strict() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return options;
    }
}
