package org.messagebroker.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;

/** What an attacker puts into a field. */
public final class HostileValues {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /** Longer than any field that is not a file. */
    public static final String OVERSIZED = "a".repeat(10_240);

    public static final String NUL = "a\0b";

    /** Would change or reveal something if it became part of a statement, a path or a template. */
    public static final List<String> SHAPED = List.of(
            "' OR '1'='1' -- ",
            "x'; DROP TABLE users; -- ",
            "\") UNION SELECT password_hash FROM users -- ",
            "1; UPDATE users SET role='super_admin'",
            "' AND SLEEP(5) -- ",
            "%' OR 1=1 OR '%'='",
            "\\",
            "${jndi:ldap://127.0.0.1/x}");

    private HostileValues() {}

    /** As text, for a parameter. */
    public static Stream<String> texts() {
        return Stream.of(SHAPED.stream(), Stream.of(NUL, OVERSIZED, "-1", "1e400", "99999999999999999999", "\u202Ex"))
                .flatMap(each -> each);
    }

    /** As JSON, for a field of a body: the texts, and values of every other type. */
    public static Stream<JsonNode> values() {
        return Stream.concat(
                texts().map(JSON::textNode),
                Stream.of(
                        JSON.textNode("\ud800"),
                        JSON.numberNode(-1),
                        JSON.numberNode(BigInteger.TWO.pow(70)),
                        JSON.numberNode(1.5),
                        JSON.booleanNode(true),
                        JSON.objectNode().put("$ne", ""),
                        JSON.arrayNode().add(JSON.arrayNode()),
                        JSON.arrayNode().add(NUL)));
    }
}
