package org.messagebroker.server.description;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.messagebroker.testing.ApiDocument;
import org.messagebroker.testing.ApiDocument.Operation;

/** The one table of who may do what: {@code x-permission}, {@code x-certificate-role} and {@code x-roles} of the description. */
record AccessTable(ApiDocument document) {

    private static final String ANY_LOGIN = "any login";

    /** What each built-in role permits. */
    Map<String, Set<String>> roles() {
        Map<String, Set<String>> roles = new TreeMap<>();
        document.json().path("x-roles").properties().forEach(role -> roles.put(role.getKey(), texts(role.getValue())));
        return roles;
    }

    /** The operations that a person may do, or not. */
    List<Operation> forPeople() {
        return document.operations().stream()
                .filter(each -> each.json().has("x-permission"))
                .toList();
    }

    /** The operations for proxies and workers. */
    List<Operation> forCertificates() {
        return document.operations().stream()
                .filter(each -> each.json().has("x-certificate-role"))
                .toList();
    }

    /** The operations for everybody. */
    List<Operation> forAnyone() {
        return document.operations().stream()
                .filter(each -> each.json().path("security").isArray()
                        && each.json().path("security").isEmpty())
                .toList();
    }

    /** Whether someone with these permissions may do this. */
    boolean permits(Operation operation, Set<String> permissions) {
        String needed = operation.json().path("x-permission").asText();
        return needed.equals(ANY_LOGIN)
                || Stream.of(needed.split(" or "))
                        .anyMatch(way -> permissions.containsAll(List.of(way.split(" and "))));
    }

    /** Whether a certificate of this role may do this. */
    boolean permits(Operation operation, String certificateRole) {
        return texts(operation.json().path("x-certificate-role")).contains(certificateRole);
    }

    private static Set<String> texts(JsonNode list) {
        return new TreeSet<>(StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList());
    }
}
