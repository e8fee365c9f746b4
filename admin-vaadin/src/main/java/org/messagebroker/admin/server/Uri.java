package org.messagebroker.admin.server;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * A path of the server's API with its query. Whatever is put in is encoded, so that no text of a person reaches beyond its
 * place.
 *
 * @param path of the API, encoded
 */
public record Uri(String path, Map<String, String> query) {

    public Uri {
        query = new LinkedHashMap<>(query);
    }

    /** @param segments for the places in the path that are written {@code {}} */
    public static Uri of(String path, Object... segments) {
        Object[] values = Arrays.stream(segments).map(String::valueOf).toArray();
        return new Uri(
                UriComponentsBuilder.fromPath(path)
                        .encode()
                        .buildAndExpand(values)
                        .toUriString(),
                Map.of());
    }

    /** With a parameter. */
    public Uri with(String name, Object value) {
        Map<String, String> more = new LinkedHashMap<>(query);
        more.put(name, String.valueOf(value));
        return new Uri(path, more);
    }

    /** With a parameter, if there is a value for it. */
    public Uri with(String name, Optional<?> value) {
        return value.map(known -> with(name, known)).orElse(this);
    }

    /** As a template, whose places are filled by {@link #values()}. */
    String template() {
        return query.isEmpty()
                ? path
                : query.keySet().stream()
                        .map(name -> name + "={" + name + "}")
                        .collect(Collectors.joining("&", path + "?", ""));
    }

    Map<String, String> values() {
        return Map.copyOf(query);
    }
}
