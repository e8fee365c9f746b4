package org.messagebroker.cli;

import java.util.Optional;

/** A path with its query, put together. */
final class Query {

    private final StringBuilder text;

    Query(String path) {
        text = new StringBuilder(path);
    }

    Query with(String name, Optional<String> value) {
        value.ifPresent(said -> text.append(text.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(AdminServer.encoded(said)));
        return this;
    }

    String text() {
        return text.toString();
    }
}
