package org.messagebroker.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a request: what was not said is left out. */
final class Body {

    private final Map<String, Object> fields = new LinkedHashMap<>();

    Body with(String name, Object value) {
        fields.put(name, value);
        return this;
    }

    Body with(String name, Optional<?> value) {
        value.ifPresent(said -> fields.put(name, said));
        return this;
    }

    Body without(String name) {
        fields.remove(name);
        return this;
    }

    Map<String, Object> fields() {
        return fields;
    }
}
